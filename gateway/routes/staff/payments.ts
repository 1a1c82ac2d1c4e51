import { accountUnknown } from '#core/accounts/account.errors.ts'
import { AccountTable } from '#core/accounts/account.table.ts'
import { requireAccountAt } from '#core/accounts/requireAccountAt.ts'
import type { staffPaymentRoutes } from '#core/contract/payments.ts'
import { reconcileLedger } from '#core/ledger/reconcileLedger.ts'
import { listReceipts } from '#core/payments/listReceipts.ts'
import { ReceiptTable } from '#core/payments/payment.table.ts'
import { receiptUnknown } from '#core/payments/payments.errors.ts'
import { ownCounter, receiveAtCounter } from '#core/payments/receiveAtCounter.ts'
import { reverseReceipt } from '#core/payments/reverseReceipt.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

export const staffPayments: Handlers<typeof staffPaymentRoutes, Deps> = {
  'GET /api/staff/accounts/:accountId/receipts': async ({ principal, params }, deps) => {
    await requireAccountAt(deps.database.read, principal, 'payment.read', params.accountId)
    return listReceipts(deps, params.accountId)
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
  'GET /api/staff/ledger/reconciliation': (_, deps) => reconcileLedger(deps),
}
