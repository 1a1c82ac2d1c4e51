import { Input } from 'antd'
import { Link } from 'react-router'
import { type Fen, yuan } from '#core/kernel/fen.ts'
import { useSettled } from '../../frame/useSettled.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { useFilters } from '../../list/useFilters.ts'
import { Answered, Nothing } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { OpenAccount } from './OpenAccount.tsx'

/** The hub answers no more. */
const most = 50

type Found = Answer<'GET /api/staff/accounts'>[number]

export const Owed = ({ amount }: { amount: Fen }) =>
  amount > 0 ? <span className="owed">欠费 {yuan(amount)}</span> : <>{yuan(amount)}</>

const columns: ListColumn<Found>[] = [
  {
    title: '户号',
    key: 'number',
    className: 'figures',
    render: (_, { id, number }) => <Link to={`/accounts/${id}`}>{number}</Link>,
    sheet: { of: ({ number }) => number },
  },
  { title: '户名', dataIndex: 'name', sheet: { of: ({ name }) => name } },
  {
    title: '电话',
    dataIndex: 'phone',
    className: 'figures',
    render: (phone: string | null) => phone ?? '—',
    sheet: { of: ({ phone }) => phone },
  },
  { title: '用水地址', dataIndex: 'premises', sheet: { of: ({ premises }) => premises } },
  {
    title: '欠费',
    dataIndex: 'arrears',
    align: 'right',
    className: 'figures',
    render: (arrears: Fen) => <Owed amount={arrears} />,
    sheet: { kind: 'money', of: ({ arrears }) => arrears },
  },
]

export const AccountsPage = () => (
  <Page title="用户查询" needs="account.read">
    <Accounts />
  </Page>
)

function Accounts() {
  const { may } = useSession()
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
        {may('account.write') && <OpenAccount />}
      </div>
      {asks ? (
        <Answered of={found} lines={8} isEmpty={(all) => all.length === 0} empty={`没有找到“${q}”，换个说法试试`}>
          {(all) => (
            <Rows<Found>
              name="查到的用户"
              columns={columns}
              rows={all}
              pageOf={({ id }) => `/accounts/${id}`}
              foot={`共 ${all.length} 条${all.length === most ? `，最多列出 ${most} 条，请写得更具体` : ''}`}
            />
          )}
        </Answered>
      ) : (
        <Nothing>输入至少两个字开始查找</Nothing>
      )}
    </>
  )
}
