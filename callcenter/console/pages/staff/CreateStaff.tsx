import { App, Form, Input, Modal, Select } from 'antd'
import { useActOnce } from '../../hub/useActOnce.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { chosenRoles, type RoleAt } from './chosenRoles.ts'
import { RolesField, unitOptions } from './RolesField.tsx'
import { staffKey, type Unit } from './person.ts'

interface Given {
  login: string
  name: string
  unitId: string
  password: string
  roles?: Partial<RoleAt>[]
}

const wanted = (message: string) => [{ required: true, whitespace: true, message }]

export function CreateStaff({ units, onEnd }: { units: readonly Unit[]; onEnd: () => void }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Given>()
  const create = useActOnce('POST /api/staff/staff', [staffKey])
  const act = ({ roles, login, name, ...rest }: Given) =>
    create.mutate(
      { body: { ...rest, login: login.trim(), name: name.trim(), roles: chosenRoles(roles) } },
      {
        onSuccess: () => {
          void message.success(`已新增 ${name.trim()}`)
          onEnd()
        },
      },
    )
  return (
    <Modal
      open
      title="新增员工"
      okText="新增"
      okButtonProps={{ loading: create.isPending }}
      cancelText="取消"
      width={560}
      maskClosable={false}
      onOk={() => form.submit()}
      onCancel={onEnd}
    >
      <Form form={form} layout="vertical" className="tight-form" autoComplete="off" onFinish={act}>
        <Form.Item label="工号" name="login" rules={wanted('请填写工号')}>
          <Input autoFocus maxLength={64} placeholder="登录时用，例如 li.na" />
        </Form.Item>
        <Form.Item label="姓名" name="name" rules={wanted('请填写姓名')}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item label="部门" name="unitId" rules={[{ required: true, message: '请选择部门' }]}>
          <Select options={unitOptions(units)} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item
          label="初始密码"
          name="password"
          extra="至少 12 个字符，首次登录后须更改"
          rules={[{ required: true, message: '请填写初始密码' }]}
        >
          <Input.Password autoComplete="new-password" maxLength={128} />
        </Form.Item>
        <Form.Item label="角色">
          <RolesField units={units} />
        </Form.Item>
      </Form>
      <RefusedLine error={create.error} />
    </Modal>
  )
}
