import { Button, Table } from 'antd'
import { Link } from 'react-router'
import type { Answer } from '../../hub/useAnswer.ts'
import { useSession } from '../../session/session.ts'
import '../../list/cells.css'

type Page = Pick<Answer<'GET /api/staff/outages/:outageId/affected'>, 'accounts' | 'next'>

interface AffectedAccountsProps {
  page: Page
  total: number
  /** Where the page that is shown begins; null at the start. */
  after: string | null
  onAfter(after: string | null): void
  waiting: boolean
}

/** One page of the accounts that are without water. */
export function AffectedAccounts({ page, total, after, onAfter, waiting }: AffectedAccountsProps) {
  const { may } = useSession()
  return (
    <div className={waiting ? 'list list-waiting' : 'list'} aria-busy={waiting}>
      <Table
        aria-label="受影响用户"
        size="small"
        rowKey="accountId"
        pagination={false}
        dataSource={page.accounts}
        columns={[
          {
            title: '户号',
            key: 'number',
            width: 110,
            className: 'figures',
            render: (_, { accountId, number }) =>
              may('account.read') ? <Link to={`/accounts/${accountId}`}>{number}</Link> : number,
          },
          { title: '地址', dataIndex: 'premises', className: 'long-cell' },
        ]}
      />
      <footer className="list-foot">
        共 {total} 户{total > page.accounts.length && `，本页 ${page.accounts.length} 户`}
        {after !== null && (
          <Button size="small" disabled={waiting} onClick={() => onAfter(null)}>
            回到开头
          </Button>
        )}
        {page.next !== null && (
          <Button size="small" disabled={waiting} onClick={() => onAfter(page.next)}>
            下一页
          </Button>
        )}
      </footer>
    </div>
  )
}
