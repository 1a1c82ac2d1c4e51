import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import type { Permission } from '#core/contract/permissions.ts'
import type { Answer } from '../../hub/useAnswer.ts'
import { useFilters } from '../../list/useFilters.ts'
import { useSession } from '../../session/session.ts'
import { AccountContacts } from './AccountContacts.tsx'
import { AccountInvoices } from './AccountInvoices.tsx'
import { Bills, Receipts } from './AccountMoney.tsx'
import { AccountOutages } from './AccountOutages.tsx'
import { AccountWater } from './AccountWater.tsx'
import { AccountWorkOrders } from './AccountWorkOrders.tsx'
import '../../list/cells.css'
import './accounts.css'

interface Part {
  key: string
  label: string
  needs: Permission
  children: ReactNode
}

/** All that has been between an account and the utility, a tab each; which one is open is in the address. */
export function AccountLife({ account }: { account: Answer<'GET /api/staff/accounts/:accountId'> }) {
  const { id } = account
  const { may } = useSession()
  const { one, set } = useFilters()
  const parts: readonly Part[] = [
    { key: 'bills', label: '账单', needs: 'bill.read', children: <Bills accountId={id} /> },
    {
      key: 'water',
      label: '用水与水表',
      needs: 'account.read',
      children: <AccountWater account={account} />,
    },
    { key: 'receipts', label: '缴费', needs: 'payment.read', children: <Receipts accountId={id} /> },
    { key: 'invoices', label: '发票', needs: 'invoice.read', children: <AccountInvoices accountId={id} /> },
    { key: 'contacts', label: '联系记录', needs: 'account.read', children: <AccountContacts accountId={id} /> },
    { key: 'workorders', label: '工单', needs: 'workorder.read', children: <AccountWorkOrders accountId={id} /> },
    { key: 'outages', label: '停水', needs: 'outage.read', children: <AccountOutages accountId={id} /> },
  ]
  const shown = parts.filter(({ needs }) => may(needs))
  const open = shown.find(({ key }) => key === one('tab')) ?? shown[0]
  return (
    <Tabs
      className="life"
      items={shown.map(({ key, label, children }) => ({ key, label, children }))}
      {...(open && { activeKey: open.key })}
      destroyOnHidden
      onChange={(key) => set({ tab: key, show: undefined })}
    />
  )
}
