import { Button, Form, Input } from 'antd'
import { useAct } from '../hub/useAnswer.ts'
import { RefusedLine } from '../look/Answered.tsx'

interface Passwords {
  current: string
  next: string
  again: string
}

/** Changes one's own password; all other sessions end by it. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const change = useAct('PUT /api/staff/me/password')
  return (
    <Form<Passwords>
      layout="vertical"
      requiredMark={false}
      onFinish={({ current, next }) => change.mutate({ body: { current, next } }, { onSuccess: onDone })}
    >
      <Form.Item label="原密码" name="current" rules={[{ required: true, message: '请填写原密码' }]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        label="新密码"
        name="next"
        extra="至少 12 个字符，不含工号；几个不相干的词连起来就很好"
        rules={[
          { required: true, message: '请填写新密码' },
          { min: 12, message: '密码至少需要 12 个字符' },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
      <Form.Item
        label="再填一次新密码"
        name="again"
        dependencies={['next']}
        rules={[
          { required: true, message: '请再填一次新密码' },
          ({ getFieldValue }) => ({
            validator: (_, value: unknown) =>
              value === undefined || value === '' || value === getFieldValue('next')
                ? Promise.resolve()
                : Promise.reject(new Error('两次填写的新密码不一样')),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
      <RefusedLine error={change.error} />
      <Button type="primary" htmlType="submit" block loading={change.isPending}>
        修改密码
      </Button>
    </Form>
  )
}
