import { Link } from 'react-router'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { Line } from '../../look/Line.tsx'
import type { ViewedBillingRun } from './billingRunWords.ts'

type Skip = ViewedBillingRun['skips'][number]

const columns: ListColumn<Skip>[] = [
  {
    title: '户号',
    dataIndex: 'accountNumber',
    className: 'figures',
    width: 160,
    render: (accountNumber: string, { accountId }) => <Link to={`/accounts/${accountId}`}>{accountNumber}</Link>,
    sheet: { of: ({ accountNumber }) => accountNumber },
  },
  { title: '原因', dataIndex: 'reason', sheet: { of: ({ reason }) => reason } },
]

/** The accounts that the run could not price, and what is to be done about them. */
export const SkippedAccounts = ({ run: { skipped, skips } }: { run: ViewedBillingRun }) => (
  <section aria-label="未能出账">
    <h2>{skipped} 户未能出账</h2>
    <Line tone="warning">这些户的抄表仍未开账；补齐水价后再开一次账即可</Line>
    <Rows<Skip>
      name="未能出账"
      columns={columns}
      rows={skips}
      rowKey="accountId"
      pageOf={({ accountId }) => `/accounts/${accountId}`}
      foot={skips.length < skipped ? `共 ${skipped} 户，显示前 ${skips.length} 户` : `共 ${skipped} 户`}
    />
  </section>
)
