import { Input, Table, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { type Fen, yuan } from '#core/kernel/fen.ts'
import { useSettled } from '../../frame/useSettled.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import { useFilters } from '../../list/useFilters.ts'
import { Answered, Nothing } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'

type Found = Answer<'GET /api/staff/accounts'>[number]

export const Owed = ({ amount }: { amount: Fen }) =>
  amount > 0 ? <span className="owed">欠费 {yuan(amount)}</span> : <>{yuan(amount)}</>

const columns: TableColumnsType<Found> = [
  {
    title: '户号',
    key: 'number',
    className: 'figures',
    render: (_, { id, number }) => <Link to={`/accounts/${id}`}>{number}</Link>,
  },
  { title: '户名', dataIndex: 'name' },
  { title: '电话', dataIndex: 'phone', className: 'figures', render: (phone: string | null) => phone ?? '—' },
  { title: '用水地址', dataIndex: 'premises' },
  {
    title: '欠费',
    dataIndex: 'arrears',
    align: 'right',
    className: 'figures',
    render: (arrears: Fen) => <Owed amount={arrears} />,
  },
]

export const AccountsPage = () => (
  <Page title="用户查询" needs="account.read">
    <Accounts />
  </Page>
)

function Accounts() {
  const { one, set } = useFilters()
  const q = useSettled((one('q') ?? '').trim(), 250)
  const asks = q.length >= 2
  const found = useAnswer('GET /api/staff/accounts', { query: { q } }, { enabled: asks, keep: true })
  return (
    <>
      <div className="filters">
        <Input
          className="filter-wide"
          aria-label="户号、姓名、电话、地址或水表号"
          placeholder="户号、姓名、电话、地址或水表号"
          allowClear
          maxLength={64}
          value={one('q') ?? ''}
          onChange={({ target }) => set({ q: target.value })}
        />
      </div>
      {asks ? (
        <Answered of={found} lines={8} isEmpty={(all) => all.length === 0} empty={`没有找到“${q}”，换个说法试试`}>
          {(all) => (
            <div className="list">
              <Table<Found>
                aria-label="查到的用户"
                size="small"
                rowKey="id"
                columns={columns}
                dataSource={all}
                pagination={false}
                scroll={{ x: 'max-content' }}
              />
              <footer className="list-foot">共 {all.length} 条；条数多时请写得更具体</footer>
            </div>
          )}
        </Answered>
      ) : (
        <Nothing>输入至少两个字开始查找</Nothing>
      )}
    </>
  )
}
