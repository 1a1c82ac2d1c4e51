import { Descriptions, Table, type TableColumnsType } from 'antd'
import { Link, useParams } from 'react-router'
import { type Fen, yuan } from '#core/kernel/fen.ts'
import { moment } from '../../format/moment.ts'
import { type Answer, useAnswer, useForget, useLive } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { channelWord } from './channelWord.ts'
import { ReverseReceipt } from './ReverseReceipt.tsx'

const key = 'GET /api/staff/receipts/:receiptId'
type Detail = Answer<typeof key>
type PaidBill = Detail['bills'][number]

export function ReceiptPage() {
  const { receiptId = '' } = useParams()
  return (
    <Page title="收据" needs="payment.read" aside={<Link to="/receipts">收费查询</Link>}>
      <OneReceipt receiptId={receiptId} />
    </Page>
  )
}

function OneReceipt({ receiptId }: { receiptId: string }) {
  const detail = useAnswer(key, { params: { receiptId } })
  const forget = useForget()
  useLive('receipt.reversed', (reversed) => {
    if (reversed.receiptId === receiptId) forget(key)
  })
  return <Answered of={detail}>{(known) => <Whole known={known} />}</Answered>
}

function Whole({ known }: { known: Detail }) {
  const { may } = useSession()
  const { receipt, reversal, bills } = known
  return (
    <>
      <h2 className="who figures">
        {receipt.number} {yuan(receipt.amount)}
      </h2>
      {reversal && (
        <Line tone="warning">
          已于 {moment(reversal.reversedAt)} 冲正，原因：{reversal.reason}
        </Line>
      )}
      <Facts known={known} />
      {may('payment.reverse') && reversal === null && <ReverseReceipt known={known} />}
      <section aria-label="销账明细">
        <h2>销账明细</h2>
        <Table<PaidBill>
          aria-label="销账明细"
          size="small"
          rowKey={({ billId, principal, fee }) => `${billId} ${principal} ${fee}`}
          columns={columns}
          dataSource={bills}
          pagination={false}
          locale={{ emptyText: '没有销任何账单，全部转入预存' }}
          scroll={{ x: 'max-content' }}
        />
      </section>
    </>
  )
}

const right = { align: 'right' as const, className: 'figures' }
const columns: TableColumnsType<PaidBill> = [
  { title: '账期', key: 'period', className: 'figures', render: (_, bill) => `${bill.fromDate} 至 ${bill.toDate}` },
  { title: '水费', dataIndex: 'principal', ...right, render: (amount: Fen) => yuan(amount) },
  { title: '违约金', dataIndex: 'fee', ...right, render: (amount: Fen) => yuan(amount) },
]

function Facts({ known: { receipt, accountNumber, name, premises, channelName } }: { known: Detail }) {
  const channel = channelWord(receipt.channel, channelName)
  const items = [
    {
      key: 'account',
      label: '户号',
      children: (
        <Link to={`/accounts/${receipt.accountId}`} className="figures">
          {accountNumber}
        </Link>
      ),
    },
    { key: 'name', label: '户名', children: name },
    {
      key: 'channel',
      label: '渠道',
      children: receipt.subChannel === null ? channel : `${channel}（${receipt.subChannel}）`,
    },
    { key: 'premises', label: '用水地址', span: 3, children: premises },
    { key: 'receivedAt', label: '收款时间', children: moment(receipt.receivedAt) },
    { key: 'bookedOn', label: '入账日', children: receipt.bookedOn },
    {
      key: 'invoiced',
      label: '发票',
      children: receipt.invoicedAt === null ? '没有开票' : `${moment(receipt.invoicedAt)} 已开票`,
    },
    { key: 'toBills', label: '销账', children: yuan(receipt.toBills) },
    { key: 'toLateFees', label: '违约金', children: yuan(receipt.toLateFees) },
    { key: 'toPrepayment', label: '转预存', children: yuan(receipt.toPrepayment) },
    {
      key: 'transaction',
      label: '渠道流水号',
      span: 3,
      children: <span className="figures">{receipt.transactionId}</span>,
    },
  ]
  return <Descriptions size="small" bordered column={3} items={items} />
}
