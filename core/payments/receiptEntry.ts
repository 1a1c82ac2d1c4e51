import { fen } from '#core/kernel/fen.ts'
import type { Entry } from '#core/ledger/post.ts'
import type { Receipt } from './payment.ts'

/** The journal entry of a receipt: money came in, and went to bills, late fees and prepayment. */
export const receiptEntry = ({ id, accountId, bookedOn, ...receipt }: Receipt): Entry => ({
  kind: 'receipt',
  sourceId: id,
  accountId,
  bookedOn,
  amounts: {
    cash: receipt.amount,
    receivable: fen(-receipt.toBills),
    'revenue.lateFee': fen(-receipt.toLateFees),
    prepayment: fen(-receipt.toPrepayment),
  },
})
