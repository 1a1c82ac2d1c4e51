import { App, Button, Form, Modal, Space } from 'antd'
import { useState } from 'react'
import { useActOnce } from '../../hub/useActOnce.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { useSession } from '../../session/session.ts'
import { chosenRoles, type RoleAt } from './chosenRoles.ts'
import { EnableStaff } from './EnableStaff.tsx'
import { NewPassword } from './NewPassword.tsx'
import { RolesField } from './RolesField.tsx'
import { type ActProps, staffKey, type Unit, type Person } from './person.ts'

/** What may be done with somebody; nothing with oneself, and whoever was shut out can only be let in again. */
export function StaffActs({ person, units }: { person: Person; units: readonly Unit[] }) {
  const { me } = useSession()
  const [act, setAct] = useState<'roles' | 'password' | 'disable' | 'enable' | null>(null)
  if (person.id === me.staffId) return <span className="soft">本人</span>
  const onEnd = () => setAct(null)
  if (person.disabledAt !== null)
    return (
      <>
        <Button size="small" onClick={() => setAct('enable')}>
          恢复
        </Button>
        {act === 'enable' && <EnableStaff person={person} onEnd={onEnd} />}
      </>
    )
  return (
    <Space size={4}>
      <Button size="small" onClick={() => setAct('roles')}>
        角色
      </Button>
      <Button size="small" onClick={() => setAct('password')}>
        重置密码
      </Button>
      <Button size="small" danger onClick={() => setAct('disable')}>
        停用
      </Button>
      {act === 'roles' && <SetRoles person={person} units={units} onEnd={onEnd} />}
      {act === 'password' && <ResetPassword person={person} onEnd={onEnd} />}
      {act === 'disable' && <Disable person={person} onEnd={onEnd} />}
    </Space>
  )
}

function SetRoles({ person, units, onEnd }: ActProps & { units: readonly Unit[] }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<{ roles?: Partial<RoleAt>[] }>()
  const change = useActOnce('PUT /api/staff/staff/:staffId/roles', [staffKey])
  return (
    <Modal
      open
      title={`${person.name}（${person.login}）的角色`}
      okText="保存角色"
      okButtonProps={{ loading: change.isPending }}
      cancelText="取消"
      width={560}
      maskClosable={false}
      onOk={() => form.submit()}
      onCancel={onEnd}
    >
      <Form
        form={form}
        initialValues={{ roles: person.roles.map(({ role, unitId }) => ({ role, unitId })) }}
        onFinish={({ roles }) =>
          change.mutate(
            { params: { staffId: person.id }, body: { roles: chosenRoles(roles) } },
            {
              onSuccess: () => {
                void message.success(`已更改 ${person.name} 的角色`)
                onEnd()
              },
            },
          )
        }
      >
        <RolesField units={units} />
      </Form>
      <RefusedLine error={change.error} />
    </Modal>
  )
}

function ResetPassword({ person, onEnd }: ActProps) {
  const reset = useActOnce('PUT /api/staff/staff/:staffId/password', [staffKey])
  return (
    <NewPassword
      act={reset}
      person={person}
      onEnd={onEnd}
      title={`重置 ${person.name}（${person.login}）的密码`}
      ok="重置密码"
      danger
      cancel="不重置"
      done={`已重置 ${person.name} 的密码`}
    >
      {person.name} 会立即退出登录，下次用新密码登录后须自行更改。
    </NewPassword>
  )
}

function Disable({ person, onEnd }: ActProps) {
  const { message } = App.useApp()
  const disable = useActOnce('POST /api/staff/staff/:staffId/disablement', [staffKey])
  return (
    <Modal
      open
      title={`停用 ${person.name}（${person.login}）`}
      okText={`停用 ${person.name}`}
      okButtonProps={{ danger: true, loading: disable.isPending }}
      cancelText="不停用"
      onOk={() =>
        disable.mutate(
          { params: { staffId: person.id } },
          {
            onSuccess: () => {
              void message.success(`已停用 ${person.name}`)
              onEnd()
            },
          },
        )
      }
      onCancel={onEnd}
    >
      <p>{person.name} 会立即退出登录，之后不能再登录；已做的记录仍然保留。需要时可以恢复。</p>
      <RefusedLine error={disable.error} />
    </Modal>
  )
}
