import { Form, Input, Table, type TableColumnsType } from 'antd'
import { type Fen, fen, yuan } from '#core/kernel/fen.ts'
import { Line } from '../../look/Line.tsx'
import { type BillShare, type Debt, type Shares, sharesOf } from './counterShares.ts'

interface CounterAmountProps {
  debt: Debt
  prepayment: Fen
  text: string
  /** What the text says; null where it is no amount. */
  amount: Fen | null
  fault: string | null
  onType: (text: string) => void
  onEnter: () => void
}

const right = { align: 'right' as const, className: 'figures' }
const columns: TableColumnsType<BillShare> = [
  {
    title: '账期',
    key: 'period',
    className: 'figures',
    render: (_, { bill }) => `${bill.fromDate} 至 ${bill.toDate}`,
  },
  { title: '欠水费', key: 'outstanding', ...right, render: (_, { bill }) => yuan(bill.outstanding) },
  { title: '今日违约金', key: 'lateFee', ...right, render: (_, { bill }) => yuan(bill.lateFee) },
  { title: '本次收', key: 'now', ...right, render: (_, { fee, principal }) => yuan(fen(fee + principal)) },
  { title: '收后还欠', key: 'left', ...right, render: (_, { left }) => yuan(left) },
]

/** What is owed, and what the amount that one types will do to it. */
export function CounterAmount({ debt, prepayment, text, amount, fault, onType, onEnter }: CounterAmountProps) {
  const { total, outstanding, lateFee, bills } = debt
  const shares = sharesOf(debt, amount ?? fen(0))
  return (
    <>
      {total > 0 ? (
        <Line tone="danger">
          <b>应收 {yuan(total)}</b>：{bills.length} 张账单水费 {yuan(outstanding)}，截至今日的违约金 {yuan(lateFee)}
        </Line>
      ) : (
        <Line tone="success">没有欠费</Line>
      )}
      {bills.length > 0 && (
        <Table<BillShare>
          aria-label="欠费账单"
          size="small"
          rowKey={({ bill }) => bill.billId}
          columns={columns}
          dataSource={shares.bills}
          pagination={{ pageSize: 6, hideOnSinglePage: true, showSizeChanger: false }}
        />
      )}
      <Form layout="vertical" className="tight-form asking" onFinish={onEnter}>
        <Form.Item
          label="收款金额（元）"
          htmlFor="counter-amount"
          {...(fault !== null && { validateStatus: 'error' as const, help: fault })}
        >
          <Input
            id="counter-amount"
            className="counter-amount figures"
            autoFocus
            autoComplete="off"
            inputMode="decimal"
            prefix="¥"
            placeholder="例如 85.50"
            value={text}
            aria-invalid={fault !== null}
            onFocus={({ target }) => target.select()}
            onChange={({ target }) => onType(target.value)}
          />
        </Form.Item>
      </Form>
      {amount !== null && <WhatItDoes shares={shares} prepayment={prepayment} />}
    </>
  )
}

/** The same in words. */
export function WhatItDoes({ shares: { bills, left, toPrepayment }, prepayment }: { shares: Shares; prepayment: Fen }) {
  const settled = bills.filter((share) => share.left === 0).length
  const partly = bills.find((share) => share.left > 0 && share.fee + share.principal > 0)
  return (
    <Line tone="info">
      {bills.length > 0 && '从最早的账单付起，每张先付违约金。'}
      {settled > 0 && `付清 ${settled} 张账单。`}
      {partly && `${partly.bill.fromDate} 起的账单付一部分，还欠 ${yuan(partly.left)}。`}
      {left > 0 && `收后此户共欠 ${yuan(left)}。`}
      {toPrepayment > 0 && (
        <>
          {bills.length > 0 ? '多收的' : '全部'} <b>{yuan(toPrepayment)} 转入预存</b>，用于以后的账单，预存将为{' '}
          {yuan(fen(prepayment + toPrepayment))}。
        </>
      )}
    </Line>
  )
}
