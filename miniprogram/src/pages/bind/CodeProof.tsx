import { useEffect, useState } from 'react'
import { Banner } from '../../components/Banner/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Field } from '../../components/Field/index.tsx'
import { Refused } from '../../components/States/index.tsx'
import { useAct } from '../../hub/useAct.ts'
import { useHub } from '../../hub/useHub.ts'
import { noteOfTries } from './triesLeft.ts'

/** The hub sends one a minute to the same telephone. */
const pauseSeconds = 60

export function CodeProof({
  accountNumber,
  phone,
  code,
  onCode,
  onBound,
}: {
  accountNumber: string
  phone: string
  code: string
  onCode: (code: string) => void
  onBound: () => void
}) {
  const { call } = useHub()
  const [pause, setPause] = useState(0)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const sending = useAct()
  const binding = useAct()

  useEffect(() => {
    if (pause === 0) return undefined
    const timer = setTimeout(() => setPause(pause - 1), 1_000)
    return () => clearTimeout(timer)
  }, [pause])

  const send = () =>
    sending.act(async () => {
      const sent = await call('POST /api/resident/binding-codes', { body: { accountNumber } })
      setSentTo(sent.phone)
      setPause(pauseSeconds)
    })
  const bind = () =>
    binding.act(async () => {
      const body = { proof: 'phoneCode' as const, accountNumber, code }
      await noteOfTries(call('POST /api/resident/bindings', { body }))
      onBound()
    })

  return (
    <Card title="手机验证码">
      <Refused told={sending.refused ?? binding.refused} />
      {sentTo !== null && <Banner tone="good">验证码已发到 {sentTo}，5 分钟内有效。</Banner>}
      <Button onPress={send} busy={sending.busy} disabled={pause > 0} id="send-code">
        {pause > 0 ? `${pause} 秒后可重新发送` : `发送验证码到 ${phone}`}
      </Button>
      <Field
        id="code"
        label="6 位验证码"
        value={code}
        onText={(text) => onCode(text.replace(/\D/g, ''))}
        keyboard="digits"
        most={6}
      />
      <Button kind="main" onPress={bind} busy={binding.busy} disabled={code.length !== 6} id="bind">
        绑定
      </Button>
    </Card>
  )
}
