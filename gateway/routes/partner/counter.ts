import type { partnerRoutes } from '#core/contract/partner.ts'
import { askDebt } from '#core/payments/askDebt.ts'
import { endPartnerDay } from '#core/payments/endPartnerDay.ts'
import { findPartnerTransaction } from '#core/payments/findPartnerTransaction.ts'
import { partnerDayFile } from '#core/payments/partnerDayFile.ts'
import { receiveAtCounter } from '#core/payments/receiveAtCounter.ts'
import { reverseReceipt } from '#core/payments/reverseReceipt.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

export const partnerCounter: Handlers<typeof partnerRoutes, Deps> = {
  'GET /api/partner/v1/accounts/:accountNumber/debt': ({ actor, params }, deps) =>
    askDebt(deps, actor, params.accountNumber),
  'POST /api/partner/v1/payments': async ({ principal, actor, body }, deps) => {
    const { serial, accountNumber, amount, subChannel = null } = body
    const money = { channel: principal.code, serial, accountNumber, amount, subChannel }
    const receipt = await receiveAtCounter(deps, actor, money)
    const { number: receiptNumber, bookedOn: businessDate } = receipt
    return { ...receipt, serial, accountNumber, receiptNumber, businessDate }
  },
  'GET /api/partner/v1/transactions/:serial': async ({ principal, params: { serial } }, deps) => {
    const found = await findPartnerTransaction(deps, principal.code, serial)
    if (found.state === 'unknown') return { serial, state: found.state, amount: null, receiptNumber: null }
    if (found.state === 'reversal') {
      return { serial, state: found.state, amount: found.reversal.amount, receiptNumber: null }
    }
    return { serial, state: found.state, amount: found.receipt.amount, receiptNumber: found.receipt.number }
  },
  'POST /api/partner/v1/reversals': async ({ principal, actor, body }, deps) => {
    const { serial, originalSerial: original, amount, reason } = body
    const wanted = { channel: principal.code, original, serial, amount, reason }
    const reversal = await reverseReceipt(deps, actor, wanted)
    const { bookedOn: businessDate, reversedAt } = reversal
    return { serial, originalSerial: original, amount: reversal.amount, businessDate, reversedAt }
  },
  'POST /api/partner/v1/days/:businessDate/end': async ({ principal, actor, params, body }, deps) => {
    const claim = { channel: principal.code, businessDate: params.businessDate, ...body }
    const { businessDate, theirCount, theirTotal, ourCount, ourTotal, closedAt } = await endPartnerDay(
      deps,
      actor,
      claim,
    )
    const matched = theirCount === ourCount && theirTotal === ourTotal
    return { businessDate, matched, count: ourCount, total: ourTotal, closedAt }
  },
  'GET /api/partner/v1/days/:businessDate/file': async ({ principal, params }, deps) =>
    Buffer.from(await partnerDayFile(deps, principal.code, params.businessDate)),
}
