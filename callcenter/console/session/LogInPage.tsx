import { Button, Form, Input } from 'antd'
import { useEffect } from 'react'
import { timeOf } from '../format/moment.ts'
import { type HubRefusal, isRefusal, sentenceOf } from '../hub/hubRefusal.ts'
import { useAct } from '../hub/useAnswer.ts'
import { Reference } from '../look/Answered.tsx'

interface LogIn {
  login: string
  password: string
}

export function LogInPage({ onDone }: { onDone: () => void }) {
  const logIn = useAct('POST /api/staff/sessions')
  const [form] = Form.useForm<LogIn>()
  useEffect(() => {
    document.title = '登录 · 供水客服'
    // What comes after the log-in is fetched while somebody types.
    import('../frame/Desk.tsx').catch(() => undefined)
  }, [])
  return (
    <main className="gate" aria-label="登录">
      <section className="gate-box">
        <h1>供水客服工作台</h1>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={(body) =>
            logIn.mutate(
              { body },
              {
                onSuccess: onDone,
                onError: () => {
                  form.resetFields(['password'])
                  form.getFieldInstance('password')?.focus()
                },
              },
            )
          }
        >
          <Form.Item label="工号" name="login" rules={[{ required: true, whitespace: true, message: '请填写工号' }]}>
            <Input autoFocus autoComplete="username" maxLength={64} />
          </Form.Item>
          <Form.Item label="密码" name="password" rules={[{ required: true, message: '请填写密码' }]}>
            <Input.Password autoComplete="current-password" maxLength={200} />
          </Form.Item>
          {logIn.error && (
            <div className="line line-danger" role="alert">
              {isRefusal(logIn.error, 'staff.locked') ? lockedSentence(logIn.error) : sentenceOf(logIn.error)}
              {!isRefusal(logIn.error, 'staff.wrongLogin') && <Reference error={logIn.error} />}
            </div>
          )}
          <Button type="primary" htmlType="submit" block loading={logIn.isPending}>
            登录
          </Button>
        </Form>
        <p className="soft">忘记密码，请找系统管理员重置。</p>
      </section>
    </main>
  )
}

function lockedSentence({ data, message }: HubRefusal): string {
  const { retryAt } = data
  return typeof retryAt === 'number'
    ? `密码错误次数过多，账号已暂时锁定，请在 ${timeOf(retryAt).slice(0, 5)} 之后再试`
    : message
}
