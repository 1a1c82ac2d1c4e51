import { App } from 'antd'
import { Page } from '../../look/Page.tsx'
import { PasswordForm } from '../../session/PasswordForm.tsx'
import { useSession } from '../../session/session.ts'
import { RingSettings } from './RingSettings.tsx'

/** What is one's own: the password, and how the telephone rings on this machine. */
export function MePage() {
  const { message } = App.useApp()
  const { may } = useSession()
  return (
    <Page title="我的设置">
      <div className="two-columns">
        <section aria-label="修改密码" className="narrow">
          <h2>修改密码</h2>
          <PasswordForm onDone={() => void message.success('密码已修改，其他设备上的登录已退出')} />
        </section>
        {may('call.take') && <RingSettings />}
      </div>
    </Page>
  )
}
