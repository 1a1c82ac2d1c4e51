import { App } from 'antd'
import { useNavigate } from 'react-router'
import { Page } from '../look/Page.tsx'
import { PasswordForm } from './PasswordForm.tsx'

export function PasswordPage() {
  const { message } = App.useApp()
  const navigate = useNavigate()
  return (
    <Page title="修改密码">
      <div className="narrow">
        <PasswordForm
          onDone={() => {
            void message.success('密码已修改，其他设备上的登录已退出')
            void navigate('/')
          }}
        />
      </div>
    </Page>
  )
}
