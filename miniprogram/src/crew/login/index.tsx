import { useState } from 'react'
import { Box } from '../../elements'
import { Banner } from '../../components/Banner/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Field } from '../../components/Field/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { Refused } from '../../components/States/index.tsx'
import { useAct } from '../../hub/useAct.ts'
import { go } from '../../navigation.ts'
import { useCrew } from '../useCrew.ts'

export default function CrewLogIn() {
  const { session } = useCrew()
  const before = session.who()
  const [login, setLogin] = useState(before?.login ?? '')
  const [password, setPassword] = useState('')
  const { act, busy, refused } = useAct()
  const whole = login.trim() !== '' && password !== ''
  const enter = () =>
    act(async () => {
      const { mustChangePassword } = await session.logIn(login.trim(), password)
      setPassword('')
      if (mustChangePassword) go.instead('crew/password')
      else go.backTo('crew/orders')
    })
  return (
    <Page
      title="员工登录"
      foot={
        <Button kind="main" onPress={enter} busy={busy} disabled={!whole} id="log-in">
          登录
        </Button>
      }
    >
      {before && <Banner tone="info">{before.name}的登录已过期，请重新登录。没有同步的内容还在手机里。</Banner>}
      <Refused told={refused} />
      <Card title="维修人员用工号登录">
        <Field id="login" label="工号" value={login} onText={setLogin} most={64} />
        <Field
          id="password"
          label="密码"
          secret
          value={password}
          onText={setPassword}
          most={200}
          onEnter={() => whole && enter()}
        />
        <Box className="soft">工号和密码与工作台相同。忘了密码请联系管理员重置。</Box>
      </Card>
    </Page>
  )
}
