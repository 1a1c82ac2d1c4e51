import { Link } from 'react-router'
import { type Fen, yuan } from '#core/kernel/fen.ts'
import { moment } from '../../format/moment.ts'
import { useSettled } from '../../frame/useSettled.ts'
import { useAnswer, useForget, useLive } from '../../hub/useAnswer.ts'
import { List } from '../../list/List.tsx'
import type { ListColumn } from '../../list/listColumn.ts'
import { useFilters } from '../../list/useFilters.ts'
import { type Row, usePages } from '../../list/usePages.ts'
import { Mark } from '../../look/Mark.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { channelWord } from './channelWord.ts'
import { receiptQuery } from './receiptQuery.ts'
import { ReceiptFilters } from './ReceiptFilters.tsx'
import '../../list/cells.css'
import './receipts.css'

const key = 'GET /api/staff/receipts'
const totalsKey = 'GET /api/staff/receipt-totals'
type Listed = Row<typeof key>

const right = { align: 'right' as const, className: 'figures' }

const money = (title: string, dataIndex: 'amount' | 'toBills' | 'toLateFees' | 'toPrepayment'): ListColumn<Listed> => ({
  title,
  dataIndex,
  ...right,
  render: (amount: Fen) => yuan(amount),
  sheet: { kind: 'money', of: (row) => row[dataIndex] },
})

const columns: ListColumn<Listed>[] = [
  {
    title: '收据',
    key: 'number',
    className: 'figures',
    render: (_, { id, number }) => <Link to={`/receipts/${id}`}>{number}</Link>,
    sheet: { of: ({ number }) => number },
  },
  {
    title: '收款时间',
    dataIndex: 'receivedAt',
    className: 'figures',
    render: moment,
    sheet: { kind: 'moment', of: ({ receivedAt }) => receivedAt },
  },
  {
    title: '入账日',
    dataIndex: 'bookedOn',
    className: 'figures',
    sheet: { kind: 'date', of: ({ bookedOn }) => bookedOn },
  },
  {
    title: '渠道',
    key: 'channel',
    ellipsis: true,
    width: 180,
    render: (_, { channel, channelName }) => channelWord(channel, channelName),
    sheet: { of: ({ channel, channelName }) => channelWord(channel, channelName) },
  },
  {
    title: '户号',
    key: 'account',
    className: 'figures',
    render: (_, { accountId, accountNumber }) => <Link to={`/accounts/${accountId}`}>{accountNumber}</Link>,
    sheet: { of: ({ accountNumber }) => accountNumber },
  },
  { title: '户名', dataIndex: 'accountName', sheet: { of: ({ accountName }) => accountName } },
  money('金额', 'amount'),
  money('销账', 'toBills'),
  money('违约金', 'toLateFees'),
  money('转预存', 'toPrepayment'),
  {
    title: '状态',
    dataIndex: 'reversedAt',
    render: (at: number | null) =>
      at === null ? <Mark tone="success">已入账</Mark> : <Mark tone="warning">已冲正</Mark>,
    sheet: { of: ({ reversedAt }) => (reversedAt === null ? '已入账' : '已冲正') },
  },
]

export function ReceiptsPage() {
  const { mayWholly } = useSession()
  return (
    <Page
      title="收费查询"
      needs="payment.read"
      aside={mayWholly('ledger.read') && <Link to="/receipts/partner-days">代收对账</Link>}
    >
      <Receipts />
    </Page>
  )
}

function Receipts() {
  const { one } = useFilters()
  const forget = useForget()
  useLive('receipt.booked', () => forget(key, totalsKey))
  useLive('receipt.reversed', () => forget(key, totalsKey))
  const query = JSON.parse(useSettled(JSON.stringify(receiptQuery(one)), 250)) as ReturnType<typeof receiptQuery>
  const pages = usePages(key, query, ({ id }) => id)
  return (
    <>
      <ReceiptFilters />
      <List
        name="收款"
        of={pages}
        columns={columns}
        empty="没有符合条件的收款；营业厅、线上和代收入账后会出现在这里"
        pageOf={({ id }) => `/receipts/${id}`}
        total={<Totals query={query} />}
      />
    </>
  )
}

/** The total below: of everything that fits, not only of what is shown so far. */
function Totals({ query }: { query: ReturnType<typeof receiptQuery> }) {
  const totals = useAnswer(totalsKey, { query }, { keep: true })
  if (!totals.data) return null
  const { receipts, amount, reversed, reversedAmount } = totals.data
  return (
    <span className="sum figures">
      合计 {receipts} 笔 <b>{yuan(amount)}</b>
      {reversed > 0 && `，其中已冲正 ${reversed} 笔 ${yuan(reversedAmount)}`}
    </span>
  )
}
