import { App, Form, Input, Modal } from 'antd'
import { useAct } from '../../hub/useAnswer.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { type ActProps, staffKey } from './person.ts'

/** Lets somebody in again who was shut out: the roles of before come back, the password does not. */
export function EnableStaff({ person, onEnd }: ActProps) {
  const { message } = App.useApp()
  const [form] = Form.useForm<{ password: string }>()
  const enable = useAct('POST /api/staff/staff/:staffId/enablement', [staffKey])
  const roles = person.roles.map(({ name }) => name).join('、')
  return (
    <Modal
      open
      title={`恢复 ${person.name}（${person.login}）`}
      okText={`恢复 ${person.name}`}
      okButtonProps={{ loading: enable.isPending }}
      cancelText="不恢复"
      maskClosable={false}
      onOk={() => form.submit()}
      onCancel={onEnd}
    >
      <p>
        {person.name} 可以重新登录，停用前的角色随之恢复：{roles === '' ? '没有角色' : roles}
        。原来的密码不再有效，用下面的密码登录后须自行更改。
      </p>
      <Form
        form={form}
        layout="vertical"
        className="tight-form"
        onFinish={({ password }) =>
          enable.mutate(
            { params: { staffId: person.id }, body: { password } },
            {
              onSuccess: () => {
                void message.success(`已恢复 ${person.name}`)
                onEnd()
              },
            },
          )
        }
      >
        <Form.Item
          label="新密码"
          name="password"
          extra="至少 12 个字符"
          rules={[{ required: true, message: '请填写新密码' }]}
        >
          <Input.Password autoFocus autoComplete="new-password" maxLength={128} />
        </Form.Item>
      </Form>
      <RefusedLine error={enable.error} />
    </Modal>
  )
}
