import { type Permission, permissions } from '#core/contract/permissions.ts'

export interface StandardRole {
  code: string
  name: string
  permissions: readonly Permission[]
}

const seesAccounts = ['account.read', 'bill.read', 'payment.read', 'invoice.read', 'tariff.read'] as const
const takesCalls = ['call.take', 'call.read', 'voicemail.read', 'voicemail.manage'] as const
const takesReports = ['outage.read', 'workorder.read', 'workorder.write'] as const

/**
 * The roles that the hub brings along. Who proposes that a late fee be waived does not approve it, and who books money
 * does not reverse it.
 */
export const standardRoles: readonly StandardRole[] = [
  { code: 'admin', name: '管理员', permissions },
  {
    code: 'agent',
    name: '话务员',
    permissions: [...seesAccounts, ...takesReports, ...takesCalls, 'workorder.dispatch'],
  },
  {
    code: 'supervisor',
    name: '班长',
    permissions: [
      ...seesAccounts,
      ...takesReports,
      ...takesCalls,
      'call.supervise',
      'hotline.manage',
      'outage.write',
      'outage.announce',
      'workorder.dispatch',
      'lateFee.propose',
      'staff.read',
      'article.write',
    ],
  },
  {
    code: 'dispatcher',
    name: '调度员',
    permissions: ['account.read', ...takesReports, 'outage.write', 'outage.announce', 'workorder.dispatch'],
  },
  { code: 'crew', name: '抢修人员', permissions: ['outage.read', 'workorder.read', 'workorder.write'] },
  {
    code: 'cashier',
    name: '营业收费',
    permissions: [...seesAccounts, ...takesReports, 'account.write', 'payment.book', 'lateFee.propose'],
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
      'invoice.reverse',
      'ledger.read',
    ],
  },
  { code: 'editor', name: '知识维护', permissions: ['article.write', 'article.publish'] },
  {
    code: 'auditor',
    name: '审计',
    permissions: [
      ...seesAccounts,
      'outage.read',
      'workorder.read',
      'billingRun.read',
      'ledger.read',
      'staff.read',
      'audit.read',
    ],
  },
]
