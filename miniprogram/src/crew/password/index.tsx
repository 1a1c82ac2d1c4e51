import { useState } from 'react'
import { Banner } from '../../components/Banner/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Field } from '../../components/Field/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { Refused } from '../../components/States/index.tsx'
import { useAct } from '../../hub/useAct.ts'
import { go } from '../../navigation.ts'
import { CrewLogInFirst } from '../components/CrewStates.tsx'
import { useCrew } from '../useCrew.ts'

export default function CrewPassword() {
  const { session } = useCrew()
  const person = session.who()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [repeated, setRepeated] = useState('')
  const { act, busy, refused } = useAct()
  const differs = repeated !== '' && repeated !== next
  const whole = current !== '' && next !== '' && repeated === next
  const send = () =>
    act(async () => {
      await session.changePassword(current, next)
      go.backTo('crew/orders')
    })
  if (!person) {
    return (
      <Page title="修改密码">
        <CrewLogInFirst />
      </Page>
    )
  }
  return (
    <Page
      title="修改密码"
      foot={
        <Button kind="main" onPress={send} busy={busy} disabled={!whole} id="change-password">
          保存新密码
        </Button>
      }
    >
      {person.mustChangePassword && <Banner tone="info">第一次登录，请先把密码改成只有您知道的。</Banner>}
      <Refused told={refused} />
      <Card>
        <Field id="current" label="现在的密码" secret value={current} onText={setCurrent} most={200} />
        <Field
          id="next"
          label="新密码"
          secret
          value={next}
          onText={setNext}
          most={128}
          help="至少 12 个字符，可以是一句话；不要含工号。"
        />
        <Field
          id="repeated"
          label="再输一次新密码"
          secret
          value={repeated}
          onText={setRepeated}
          most={128}
          fault={differs ? '两次输入的新密码不一样' : null}
        />
      </Card>
    </Page>
  )
}
