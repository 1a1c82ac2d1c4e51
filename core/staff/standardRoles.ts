import { type Permission, permissions } from '#core/contract/permissions.ts'

export interface StandardRole {
  code: string
  name: string
  permissions: readonly Permission[]
}

const seesAccounts = ['account.read', 'bill.read', 'payment.read', 'tariff.read'] as const

/**
 * The roles that the hub brings along. Who proposes that a late fee be waived does not approve it, and who books money
 * does not reverse it.
 */
export const standardRoles: readonly StandardRole[] = [
  { code: 'admin', name: '管理员', permissions },
  { code: 'agent', name: '话务员', permissions: seesAccounts },
  { code: 'supervisor', name: '班长', permissions: [...seesAccounts, 'lateFee.propose', 'staff.read', 'article.write'] },
  {
    code: 'cashier',
    name: '营业收费',
    permissions: [...seesAccounts, 'account.write', 'payment.book', 'lateFee.propose'],
  },
  { code: 'meterReviewer', name: '抄表审核', permissions: [...seesAccounts, 'reading.write', 'reading.review'] },
  {
    code: 'accountant',
    name: '账务',
    permissions: [
      ...seesAccounts,
      'bill.correct',
      'billingRun.read',
      'billingRun.start',
      'lateFee.approve',
      'payment.reverse',
      'ledger.read',
    ],
  },
  { code: 'editor', name: '知识维护', permissions: ['article.write', 'article.publish'] },
  {
    code: 'auditor',
    name: '审计',
    permissions: [...seesAccounts, 'billingRun.read', 'ledger.read', 'staff.read', 'audit.read'],
  },
]
