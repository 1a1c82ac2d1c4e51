import { Button, Space } from 'antd'
import { useState } from 'react'
import { useSession } from '../../session/session.ts'
import type { Bill } from './billWords.ts'
import { ExtraBill } from './ExtraBill.tsx'
import { IssueBill } from './IssueBill.tsx'

export interface AskedOfBill {
  act: 'cancel' | 'waive'
  bill: Bill
}

interface BillButtonsProps {
  bill: Bill
  /** In fen, as of today. */
  lateFee: number
  onAsk: (asked: AskedOfBill) => void
}

/** What may be done with one bill. The questions are asked elsewhere: a click within them would open the row. */
export function BillButtons({ bill, lateFee, onAsk }: BillButtonsProps) {
  const { may } = useSession()
  return (
    <Space size={4}>
      {may('lateFee.propose') && lateFee > 0 && (
        <Button size="small" onClick={() => onAsk({ act: 'waive', bill })}>
          申请减免
        </Button>
      )}
      {may('bill.correct') && (
        <Button size="small" danger onClick={() => onAsk({ act: 'cancel', bill })}>
          作废
        </Button>
      )}
    </Space>
  )
}

/** Bills that are made by hand: of readings outside any run, and of water that no reading stands for. */
export function NewBills({ accountId }: { accountId: string }) {
  const { may } = useSession()
  const [asked, setAsked] = useState<'issue' | 'extra' | null>(null)
  const end = () => setAsked(null)
  if (!may('billingRun.start') && !may('bill.correct')) return null
  return (
    <div className="acts">
      {may('billingRun.start') && <Button onClick={() => setAsked('issue')}>单户出账</Button>}
      {may('bill.correct') && <Button onClick={() => setAsked('extra')}>补收账单</Button>}
      {asked === 'issue' && <IssueBill accountId={accountId} onEnd={end} />}
      {asked === 'extra' && <ExtraBill accountId={accountId} onEnd={end} />}
    </div>
  )
}
