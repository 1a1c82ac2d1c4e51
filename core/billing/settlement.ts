import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Fen } from '#core/kernel/fen.ts'

/** 销账: part of a receipt, or of the prepayment, that went into one bill. */
export interface Settlement {
  id: string
  accountId: string
  billId: string
  /** Null: taken from prepayment. */
  receiptId: string | null
  principal: Fen
  fee: Fen
  settledOn: BusinessDate
  /** `undone`: by a reversal. `released`: its bill was cancelled, and the money went to prepayment. */
  state: 'active' | 'undone' | 'released'
}
