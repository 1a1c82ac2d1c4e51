import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Fen } from '#core/kernel/fen.ts'

export type LedgerName =
  | 'cash'
  | 'receivable'
  | 'prepayment'
  | 'revenue.supply'
  | 'revenue.sewage'
  | 'revenue.resourceTax'
  | 'revenue.lateFee'

export type EntryKind = 'bill' | 'billCancelled' | 'receipt' | 'reversal' | 'settlement' | 'settlementUndone'

/** One side of a balanced journal entry: debits are positive, credits negative. Written once, never changed. */
export interface LedgerLine {
  id: string
  entryId: string
  kind: EntryKind
  /** The bill, receipt, reversal or settlement that it records. */
  sourceId: string
  ledger: LedgerName
  accountId: string
  amount: Fen
  bookedOn: BusinessDate
}
