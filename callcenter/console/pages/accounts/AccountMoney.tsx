import { useState } from 'react'
import { Link } from 'react-router'
import { type Fen, fen, yuan } from '#core/kernel/fen.ts'
import { type Litres, tonnes } from '#core/kernel/litres.ts'
import { moment } from '../../format/moment.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { Answered } from '../../look/Answered.tsx'
import { Mark } from '../../look/Mark.tsx'
import { useSession } from '../../session/session.ts'
import { channelWord } from '../receipts/channelWord.ts'
import { type AskedOfBill, BillButtons, NewBills } from './BillActs.tsx'
import { BillTiers } from './BillTiers.tsx'
import { type Bill, billKinds, billStates, periodOf } from './billWords.ts'
import { CancelBill } from './CancelBill.tsx'
import { WaiveLateFee } from './WaiveLateFee.tsx'

type Receipt = Answer<'GET /api/staff/accounts/:accountId/receipts'>[number]

const right = { align: 'right' as const, className: 'figures' }

function BillMark({ bill: { state, amount, paid } }: { bill: Bill }) {
  if (state === 'settled') return <Mark tone="success">已缴清</Mark>
  if (state === 'cancelled') return <Mark tone="quiet">已作废</Mark>
  return <span className="owed">欠费 {yuan(fen(amount - paid))}</span>
}

const money = <R extends Record<Key, Fen>, Key extends keyof R & string>(
  title: string,
  dataIndex: Key,
): ListColumn<R> => ({
  title,
  dataIndex,
  ...right,
  render: (amount: Fen) => yuan(amount),
  sheet: { kind: 'money', of: (row) => row[dataIndex] },
})

const billColumns: ListColumn<Bill>[] = [
  {
    title: '账期',
    key: 'period',
    className: 'figures',
    render: (_, bill) => periodOf(bill),
    sheet: { of: periodOf },
  },
  {
    title: '类型',
    dataIndex: 'kind',
    render: (kind: Bill['kind']) => billKinds[kind],
    sheet: { of: ({ kind }) => billKinds[kind] },
  },
  {
    title: '用水',
    dataIndex: 'volume',
    ...right,
    render: (volume: Litres) => tonnes(volume),
    sheet: { kind: 'water', of: ({ volume }) => volume },
  },
  money('金额', 'amount'),
  money('已缴', 'paid'),
  money('已缴违约金', 'feePaid'),
  { title: '缴费期限', dataIndex: 'dueOn', className: 'figures', sheet: { kind: 'date', of: ({ dueOn }) => dueOn } },
  {
    title: '状态',
    key: 'state',
    align: 'right',
    render: (_, bill) => <BillMark bill={bill} />,
    sheet: { of: ({ state }) => billStates[state] },
  },
]

const receiptColumns: ListColumn<Receipt>[] = [
  {
    title: '时间',
    dataIndex: 'receivedAt',
    className: 'figures',
    render: moment,
    sheet: { kind: 'moment', of: ({ receivedAt }) => receivedAt },
  },
  {
    title: '收据',
    key: 'number',
    className: 'figures',
    render: (_, { id, number }) => <Link to={`/receipts/${id}`}>{number}</Link>,
    sheet: { of: ({ number }) => number },
  },
  {
    title: '渠道',
    dataIndex: 'channel',
    render: (channel: string) => channelWord(channel, null),
    sheet: { of: ({ channel }) => channelWord(channel, null) },
  },
  money('金额', 'amount'),
  money('销账', 'toBills'),
  money('违约金', 'toLateFees'),
  money('转预存', 'toPrepayment'),
  {
    title: '状态',
    dataIndex: 'reversedAt',
    render: (at: number | null) =>
      at === null ? <Mark tone="success">已入账</Mark> : <Mark tone="warning">已冲正 {moment(at)}</Mark>,
    sheet: { of: ({ reversedAt }) => (reversedAt === null ? '已入账' : `已冲正 ${moment(reversedAt)}`) },
  },
]

/** Bills, each of which opens to what its price is made of, and what may be done with them. */
export function Bills({ accountId }: { accountId: string }) {
  const { may } = useSession()
  const params = { accountId }
  const bills = useAnswer('GET /api/staff/accounts/:accountId/bills', { params })
  const waives = may('lateFee.propose')
  const debt = useAnswer('GET /api/staff/accounts/:accountId/debt', { params }, { enabled: waives })
  const [asked, setAsked] = useState<AskedOfBill | null>(null)
  const feeOf = ({ id }: Bill) => debt.data?.bills.find(({ billId }) => billId === id)?.lateFee ?? fen(0)
  const acts: ListColumn<Bill> = {
    title: '操作',
    key: 'acts',
    // A click elsewhere opens the row.
    onCell: () => ({ onClick: (event) => event.stopPropagation() }),
    render: (_, bill) => <BillButtons bill={bill} lateFee={feeOf(bill)} onAsk={setAsked} />,
  }
  const end = () => setAsked(null)
  return (
    <section aria-label="账单">
      <NewBills accountId={accountId} />
      <Answered of={bills} lines={6} isEmpty={(all) => all.length === 0} empty="还没有账单；抄表开账后列在这里">
        {(all) => (
          <Rows<Bill>
            name="账单"
            columns={waives || may('bill.correct') ? [...billColumns, acts] : billColumns}
            rows={all}
            expandable={{
              expandRowByClick: true,
              expandedRowRender: ({ id }) => <BillTiers accountId={accountId} billId={id} />,
            }}
            foot={`共 ${all.length} 张，最多显示最近 24 张；展开一行看阶梯和费用构成`}
          />
        )}
      </Answered>
      {asked?.act === 'cancel' && <CancelBill bill={asked.bill} bills={bills.data ?? []} onEnd={end} />}
      {asked?.act === 'waive' && <WaiveLateFee bill={asked.bill} lateFee={feeOf(asked.bill)} onEnd={end} />}
    </section>
  )
}

export function Receipts({ accountId }: { accountId: string }) {
  const receipts = useAnswer('GET /api/staff/accounts/:accountId/receipts', { params: { accountId } })
  return (
    <section aria-label="缴费">
      <Answered
        of={receipts}
        lines={6}
        isEmpty={(all) => all.length === 0}
        empty="还没有缴过费；营业厅、线上或代收入账后列在这里"
      >
        {(all) => (
          <Rows<Receipt>
            name="缴费"
            columns={receiptColumns}
            rows={all}
            pageOf={({ id }) => `/receipts/${id}`}
            foot={`共 ${all.length} 笔，最多显示最近 50 笔`}
          />
        )}
      </Answered>
    </section>
  )
}
