import { accountUnknown } from '#core/accounts/account.errors.ts'
import { AccountTable } from '#core/accounts/account.table.ts'
import { requireAccountAt } from '#core/accounts/requireAccountAt.ts'
import type { staffPaymentRoutes } from '#core/contract/payments.ts'
import { addDays, dateOf } from '#core/kernel/businessDate.ts'
import { viewReconciliation } from '#core/ledger/viewReconciliation.ts'
import { PartnerTable } from '#core/partners/partner.table.ts'
import { listPartnerDays } from '#core/payments/listPartnerDays.ts'
import { listReceipts } from '#core/payments/listReceipts.ts'
import { ReceiptTable } from '#core/payments/payment.table.ts'
import { receiptUnknown } from '#core/payments/payments.errors.ts'
import { ownCounter, receiveAtCounter } from '#core/payments/receiveAtCounter.ts'
import { reverseReceipt } from '#core/payments/reverseReceipt.ts'
import { searchReceipts, totalReceipts } from '#core/payments/searchReceipts.ts'
import { viewReceipt } from '#core/payments/viewReceipt.ts'
import { requirePermissionAt } from '#core/staff/principal.ts'
import { rootPath } from '#core/staff/staff.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

export const staffPayments: Handlers<typeof staffPaymentRoutes, Deps> = {
  'GET /api/staff/accounts/:accountId/receipts': async ({ principal, params }, deps) => {
    await requireAccountAt(deps.database.read, principal, 'payment.read', params.accountId)
    return listReceipts(deps, params.accountId)
  },
  'GET /api/staff/receipts': ({ principal, query }, deps) => searchReceipts(deps, principal, query),
  'GET /api/staff/receipt-totals': ({ principal, query }, deps) => totalReceipts(deps, principal, query),
  'GET /api/staff/receipt-channels': async (_, { database, channels }) => {
    const partners = await database.read.find(PartnerTable, { order: { code: 'asc' } })
    return [
      ...[ownCounter, ...channels.keys()].map((channel) => ({ channel, partnerName: null })),
      ...partners.map(({ code, name }) => ({ channel: code, partnerName: name })),
    ]
  },
  'GET /api/staff/receipts/:receiptId': ({ principal, params }, deps) => viewReceipt(deps, principal, params.receiptId),
  'GET /api/staff/partner-days': ({ principal, query }, deps) => {
    // What a partner collects, and the books, are the whole city's.
    requirePermissionAt(principal, 'ledger.read', rootPath)
    const { to = dateOf(deps.clock()), from = addDays(to, -30), channel } = query
    return listPartnerDays(deps, { from, to, channel })
  },
  'POST /api/staff/receipts': async ({ principal, actor, body }, deps) => {
    const { read } = deps.database
    const account = await read.findOneBy(AccountTable, { number: body.accountNumber })
    if (!account) throw accountUnknown()
    await requireAccountAt(read, principal, 'payment.book', account.id)
    return receiveAtCounter(deps, actor, { ...body, channel: ownCounter, subChannel: null })
  },
  'POST /api/staff/receipts/:receiptId/reversal': async ({ principal, actor, params, body }, deps) => {
    const { read } = deps.database
    const receipt = await read.findOneBy(ReceiptTable, { id: params.receiptId, channel: ownCounter })
    if (!receipt) throw receiptUnknown()
    await requireAccountAt(read, principal, 'payment.reverse', receipt.accountId)
    return reverseReceipt(deps, actor, { ...body, channel: ownCounter, original: receipt.transactionId })
  },
  'GET /api/staff/ledger/reconciliation': ({ principal }, deps) => {
    requirePermissionAt(principal, 'ledger.read', rootPath)
    return viewReconciliation(deps)
  },
}
