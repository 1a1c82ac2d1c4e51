import { useState } from 'react'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Field } from '../../components/Field/index.tsx'
import { Refused } from '../../components/States/index.tsx'
import { useAct } from '../../hub/useAct.ts'
import { useHub } from '../../hub/useHub.ts'
import { noteOfTries } from './triesLeft.ts'

export function MeterProof({ accountNumber, onBound }: { accountNumber: string; onBound: () => void }) {
  const { call } = useHub()
  const [name, setName] = useState('')
  const [meterNumber, setMeterNumber] = useState('')
  const { act, busy, refused } = useAct()

  const bind = () =>
    act(async () => {
      const body = { proof: 'meterNumber' as const, accountNumber, name: name.trim(), meterNumber: meterNumber.trim() }
      await noteOfTries(call('POST /api/resident/bindings', { body }))
      onBound()
    })

  return (
    <Card title="户名和水表号">
      <Refused told={refused} />
      <Field id="name" label="户名" value={name} onText={setName} most={64} help="账单上印的姓名或单位名称。" />
      <Field
        id="meter"
        label="水表号"
        value={meterNumber}
        onText={setMeterNumber}
        most={32}
        help="刻在水表表盘或表壳上。"
      />
      <Button
        kind="main"
        onPress={bind}
        busy={busy}
        disabled={name.trim() === '' || meterNumber.trim() === ''}
        id="bind"
      >
        绑定
      </Button>
    </Card>
  )
}
