import { useState } from 'react'
import { Box } from '../../elements'
import { Banner } from '../../components/Banner/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Field } from '../../components/Field/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { Refused } from '../../components/States/index.tsx'
import { useAct } from '../../hub/useAct.ts'
import { useHub } from '../../hub/useHub.ts'
import { go } from '../../navigation.ts'

/** The hub's demonstration lets anybody in by a made-up name; a hub in production refuses that. */
export default function LogIn() {
  const { call, session } = useHub()
  const [name, setName] = useState('')
  const { act, busy, refused } = useAct()
  const given = name.trim().toLowerCase()
  const fault = given === '' || /^[a-z0-9-]{1,32}$/.test(given) ? null : '只能用字母、数字和连字符，例如 wang-01'

  const logIn = () =>
    act(async () => {
      session.begin(await call('POST /api/resident/sessions/development', { body: { name: given } }))
      go.back()
    })

  return (
    <Page
      title="登录"
      foot={
        <Button kind="main" onPress={logIn} busy={busy} disabled={given === '' || fault !== null} id="log-in">
          登录
        </Button>
      }
    >
      <Refused told={refused} />
      <Card title="演示登录">
        <Field
          id="name"
          label="给自己起个名字"
          value={name}
          onText={setName}
          most={32}
          placeholder="例如 wang-01"
          help="下次用同一个名字登录，绑定的户号还在。"
          fault={fault}
          onEnter={logIn}
        />
      </Card>
      <Banner tone="info">
        <Box>
          登录后，我们会记录您绑定的户号和缴费、报修情况，只用来为您办理用水业务。您可以随时解除绑定或退出登录。
        </Box>
      </Banner>
    </Page>
  )
}
