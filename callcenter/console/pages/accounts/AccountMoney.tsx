import { Table, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { type Fen, fen, yuan } from '#core/kernel/fen.ts'
import { type Litres, tonnes } from '#core/kernel/litres.ts'
import { moment } from '../../format/moment.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { Mark } from '../../look/Mark.tsx'
import { channelWord } from '../receipts/channelWord.ts'
import { BillTiers } from './BillTiers.tsx'

type Bill = Answer<'GET /api/staff/accounts/:accountId/bills'>[number]
type Receipt = Answer<'GET /api/staff/accounts/:accountId/receipts'>[number]

const billKinds: Record<Bill['kind'], string> = { reading: '抄表', catchUp: '补收', penalty: '违章用水' }
const right = { align: 'right' as const, className: 'figures' }

function BillMark({ bill: { state, amount, paid } }: { bill: Bill }) {
  if (state === 'settled') return <Mark tone="success">已缴清</Mark>
  if (state === 'cancelled') return <Mark tone="quiet">已作废</Mark>
  return <span className="owed">欠费 {yuan(fen(amount - paid))}</span>
}

const billColumns: TableColumnsType<Bill> = [
  { title: '账期', key: 'period', className: 'figures', render: (_, bill) => `${bill.fromDate} 至 ${bill.toDate}` },
  { title: '类型', dataIndex: 'kind', render: (kind: Bill['kind']) => billKinds[kind] },
  { title: '用水', dataIndex: 'volume', ...right, render: (volume: Litres) => tonnes(volume) },
  { title: '金额', dataIndex: 'amount', ...right, render: (amount: Fen) => yuan(amount) },
  { title: '已缴', dataIndex: 'paid', ...right, render: (paid: Fen) => yuan(paid) },
  { title: '已缴违约金', dataIndex: 'feePaid', ...right, render: (paid: Fen) => yuan(paid) },
  { title: '缴费期限', dataIndex: 'dueOn', className: 'figures' },
  { title: '状态', key: 'state', align: 'right', render: (_, bill) => <BillMark bill={bill} /> },
]

const receiptColumns: TableColumnsType<Receipt> = [
  { title: '时间', dataIndex: 'receivedAt', className: 'figures', render: moment },
  {
    title: '收据',
    key: 'number',
    className: 'figures',
    render: (_, { id, number }) => <Link to={`/receipts/${id}`}>{number}</Link>,
  },
  { title: '渠道', dataIndex: 'channel', render: (channel: string) => channelWord(channel, null) },
  { title: '金额', dataIndex: 'amount', ...right, render: (amount: Fen) => yuan(amount) },
  { title: '销账', dataIndex: 'toBills', ...right, render: (amount: Fen) => yuan(amount) },
  { title: '违约金', dataIndex: 'toLateFees', ...right, render: (amount: Fen) => yuan(amount) },
  { title: '转预存', dataIndex: 'toPrepayment', ...right, render: (amount: Fen) => yuan(amount) },
  {
    title: '状态',
    dataIndex: 'reversedAt',
    render: (at: number | null) =>
      at === null ? <Mark tone="success">已入账</Mark> : <Mark tone="warning">已冲正 {moment(at)}</Mark>,
  },
]

/** Bills, each of which opens to what its price is made of. */
export function Bills({ accountId }: { accountId: string }) {
  const bills = useAnswer('GET /api/staff/accounts/:accountId/bills', { params: { accountId } })
  return (
    <section aria-label="账单">
      <Answered of={bills} lines={6} isEmpty={(all) => all.length === 0} empty="还没有账单；抄表开账后列在这里">
        {(all) => (
          <div className="list">
            <Table<Bill>
              aria-label="账单"
              size="small"
              rowKey="id"
              columns={billColumns}
              dataSource={all}
              pagination={false}
              scroll={{ x: 'max-content' }}
              expandable={{
                expandRowByClick: true,
                expandedRowRender: ({ id }) => <BillTiers accountId={accountId} billId={id} />,
              }}
            />
            <footer className="list-foot">共 {all.length} 张，最多显示最近 24 张；展开一行看阶梯和费用构成</footer>
          </div>
        )}
      </Answered>
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
          <div className="list">
            <Table<Receipt>
              aria-label="缴费"
              size="small"
              rowKey="id"
              columns={receiptColumns}
              dataSource={all}
              pagination={false}
              scroll={{ x: 'max-content' }}
            />
            <footer className="list-foot">共 {all.length} 笔，最多显示最近 50 笔</footer>
          </div>
        )}
      </Answered>
    </section>
  )
}
