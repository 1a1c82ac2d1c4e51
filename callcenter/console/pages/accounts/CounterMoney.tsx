import { Button } from 'antd'
import { useState } from 'react'
import { newId } from '#core/kernel/id.ts'
import type { Answer } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { type CounterAttempt, keepAttempt, keptAttempt } from './counterAttempt.ts'
import { TakeMoney } from './TakeMoney.tsx'

export type PayingAccount = Pick<
  Answer<'GET /api/staff/accounts/:accountId'>,
  'id' | 'number' | 'name' | 'prepayment' | 'closedOn'
>

/** Takes money at the counter. What was tried and not answered stays, until it is known what became of it. */
export function CounterMoney({ account }: { account: PayingAccount }) {
  const { now } = useHub()
  const [attempt, setAttempt] = useState(() => keptAttempt(localStorage, account.id))
  const [isOpen, setOpen] = useState(false)
  const keep = (attempted: CounterAttempt | null) => keepAttempt(localStorage, account.id, attempted)
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
          onSend={(amount) => keep({ ...attempt, unsure: amount })}
          onKnown={() => keep(null)}
          onEnd={(unsure) => {
            setAttempt(unsure === null ? null : { ...attempt, unsure })
            setOpen(false)
          }}
        />
      )}
    </>
  )
}
