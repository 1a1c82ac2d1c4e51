import { Link } from 'react-router'
import { yuan } from '#core/kernel/fen.ts'
import { moment } from '../../format/moment.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { useSession } from '../../session/session.ts'
import type { PayingAccount } from './CounterMoney.tsx'

const key = 'GET /api/staff/receipts/:receiptId'

interface CounterReceiptProps {
  account: PayingAccount
  receipt: Answer<'POST /api/staff/receipts'>
}

/** What was booked, as it goes on paper. */
export function CounterReceipt({ account, receipt }: CounterReceiptProps) {
  const { me, may } = useSession()
  const { id, number, amount, toBills, toLateFees, toPrepayment, receivedAt } = receipt
  return (
    <>
      <Line tone="success">
        已入账，收据{' '}
        {may('payment.read') ? <Link to={`/receipts/${id}`}>{number}</Link> : <span className="figures">{number}</span>}
      </Line>
      <section className="slip" aria-label="收据">
        <h2>水费收款收据</h2>
        <dl className="figures">
          <dt>收据号</dt>
          <dd>{number}</dd>
          <dt>户号</dt>
          <dd>{account.number}</dd>
          <dt>户名</dt>
          <dd>{account.name}</dd>
          <dt>收款时间</dt>
          <dd>{moment(receivedAt)}</dd>
          <dt>收款金额</dt>
          <dd>
            <b>{yuan(amount)}</b>
          </dd>
          <dt>付水费</dt>
          <dd>{yuan(toBills)}</dd>
          <dt>付违约金</dt>
          <dd>{yuan(toLateFees)}</dd>
          <dt>转入预存</dt>
          <dd>{yuan(toPrepayment)}</dd>
          <dt>收款人</dt>
          <dd>{me.name}</dd>
        </dl>
        {may('payment.read') && toBills + toLateFees > 0 && <Paid receiptId={id} />}
        <p className="soft">本收据不是发票，需要发票请另行申请。</p>
      </section>
    </>
  )
}

function Paid({ receiptId }: { receiptId: string }) {
  const detail = useAnswer(key, { params: { receiptId } })
  return (
    <Answered of={detail} lines={2}>
      {({ bills }) => (
        <ul className="figures" aria-label="付的账单">
          {bills.map(({ billId, fromDate, toDate, principal, fee }) => (
            <li key={billId}>
              {fromDate} 至 {toDate}：水费 {yuan(principal)}
              {fee > 0 && `，违约金 ${yuan(fee)}`}
            </li>
          ))}
        </ul>
      )}
    </Answered>
  )
}
