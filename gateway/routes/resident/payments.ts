import { requireBinding } from '#core/accounts/requireBinding.ts'
import type { paymentRoutes } from '#core/contract/payments.ts'
import { findPayment, listReceipts } from '#core/payments/listReceipts.ts'
import { receiveMoney } from '#core/payments/receiveMoney.ts'
import { startPayment } from '#core/payments/startPayment.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'
import { parseSandboxNotice, sandboxNoticeTaken } from '../../sandbox/sandboxNotice.ts'

export const residentPayments: Handlers<typeof paymentRoutes, Deps> = {
  'POST /api/resident/payments': ({ actor, body }, deps) => startPayment(deps, actor, body),
  'GET /api/resident/payments/:paymentId': ({ principal, params }, deps) =>
    findPayment(deps, principal.residentId, params.paymentId),
  'GET /api/resident/accounts/:accountId/receipts': async ({ principal, params }, deps) => {
    await requireBinding(deps.database.read, principal.residentId, params.accountId)
    return listReceipts(deps, params.accountId)
  },
  'POST /api/channels/sandbox/notices': async ({ principal, body }, deps) => {
    const { paymentId, transactionId, amount } = parseSandboxNotice(body)
    await receiveMoney(deps, { channel: principal.channel, paymentId, transactionId, amount })
    return Buffer.from(sandboxNoticeTaken)
  },
}
