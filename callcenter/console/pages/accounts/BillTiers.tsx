import { Table, type TableColumnsType } from 'antd'
import { type Fen, yuan } from '#core/kernel/fen.ts'
import { type Litres, tonnes } from '#core/kernel/litres.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'

type Priced = Answer<'GET /api/staff/accounts/:accountId/bills/:billId'>['priceLines'][number]

const components: Record<Priced['component'], string> = {
  supply: '基本水费',
  sewage: '污水处理费',
  resourceTax: '水资源税',
}
const tiers = ['', '第一阶梯', '第二阶梯', '第三阶梯']
const right = { align: 'right' as const, className: 'figures' }

const columns: TableColumnsType<Priced> = [
  { title: '费用', dataIndex: 'component', render: (component: Priced['component']) => components[component] },
  {
    title: '阶梯',
    dataIndex: 'tier',
    render: (tier: number | null) => (tier === null ? '—' : (tiers[tier] ?? `第 ${tier} 阶梯`)),
  },
  { title: '水量', dataIndex: 'litres', ...right, render: (volume: Litres) => tonnes(volume) },
  { title: '单价（元/吨）', dataIndex: 'unitPrice', ...right, render: (price: number) => priceOf(price) },
  { title: '金额', dataIndex: 'amount', ...right, render: (amount: Fen) => yuan(amount) },
]

/** What a bill's price is made of. */
export function BillTiers({ accountId, billId }: { accountId: string; billId: string }) {
  const bill = useAnswer('GET /api/staff/accounts/:accountId/bills/:billId', { params: { accountId, billId } })
  return (
    <Answered of={bill} lines={3}>
      {({ priceLines }) => (
        <Table<Priced>
          aria-label="费用构成"
          size="small"
          rowKey={({ component, tier, cycle, tariffId }) => `${component}${tier}${cycle}${tariffId}`}
          columns={columns}
          dataSource={priceLines}
          pagination={false}
        />
      )}
    </Answered>
  )
}

/** `2.07` yuan of 1/10,000 yuan; the third and fourth decimal only where there are such. */
const priceOf = (price: number): string => (price / 10_000).toFixed(4).replace(/0{1,2}$/, '')
