import { Button } from 'antd'
import { useState } from 'react'
import type { Fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import type { Answer } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { TakeMoney } from './TakeMoney.tsx'

export type PayingAccount = Pick<
  Answer<'GET /api/staff/accounts/:accountId'>,
  'id' | 'number' | 'name' | 'prepayment' | 'closedOn'
>

interface Attempt {
  /** The same for as long as one tries: what arrived is not booked twice. */
  serial: string
  /** Of which nobody knows whether it was booked. */
  unsure: Fen | null
}

/** Takes money at the counter. What was tried and not answered stays, until it is known what became of it. */
export function CounterMoney({ account }: { account: PayingAccount }) {
  const { now } = useHub()
  const [attempt, setAttempt] = useState<Attempt | null>(null)
  const [isOpen, setOpen] = useState(false)
  const isUnsure = attempt !== null && attempt.unsure !== null
  const open = () => {
    if (attempt === null) setAttempt({ serial: newId(now()), unsure: null })
    setOpen(true)
  }
  return (
    <>
      <Button type="primary" danger={isUnsure} onClick={open}>
        {isUnsure ? '柜台收款：上一笔待确认' : '柜台收款'}
      </Button>
      {isOpen && attempt !== null && (
        <TakeMoney
          account={account}
          serial={attempt.serial}
          unsureOf={attempt.unsure}
          onEnd={(unsure) => {
            setAttempt(unsure === null ? null : { ...attempt, unsure })
            setOpen(false)
          }}
        />
      )}
    </>
  )
}
