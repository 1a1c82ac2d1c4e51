import { App, Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import type { useAct } from '../../hub/useAnswer.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import type { ActProps } from './person.ts'

type Act = ReturnType<
  typeof useAct<'PUT /api/staff/staff/:staffId/password' | 'POST /api/staff/staff/:staffId/enablement'>
>

interface NewPasswordProps extends ActProps {
  act: Pick<Act, 'mutate' | 'isPending' | 'error'>
  title: string
  ok: string
  danger?: boolean
  cancel: string
  /** What is said when it is done. */
  done: string
  /** What becomes of the person by it. */
  children: ReactNode
}

/** Asks for a password that serves one log-in, for what gives somebody one. */
export function NewPassword({
  act,
  person,
  onEnd,
  title,
  ok,
  danger = false,
  cancel,
  done,
  children,
}: NewPasswordProps) {
  const { message } = App.useApp()
  const [form] = Form.useForm<{ password: string }>()
  return (
    <Modal
      open
      title={title}
      okText={ok}
      okButtonProps={{ danger, loading: act.isPending }}
      cancelText={cancel}
      maskClosable={false}
      onOk={() => form.submit()}
      onCancel={onEnd}
    >
      <p>{children}</p>
      <Form
        form={form}
        layout="vertical"
        className="tight-form"
        onFinish={({ password }) =>
          act.mutate(
            { params: { staffId: person.id }, body: { password } },
            {
              onSuccess: () => {
                void message.success(done)
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
      <RefusedLine error={act.error} />
    </Modal>
  )
}
