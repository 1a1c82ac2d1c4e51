import type { BusinessDate } from '#core/kernel/businessDate.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import type { Litres } from '#core/kernel/litres.ts'
import type { PriceLine } from './priceWater.ts'

/** How a bill came about: from readings, or by staff to make good for the past. */
export type BillKind = 'reading' | 'catchUp' | 'penalty'

/** What an account owes for a period. Amounts only grow by payment; a wrong bill is cancelled and issued anew. */
export interface Bill {
  id: string
  accountId: string
  /** The run that issued it; null for one issued by itself. */
  runId: string | null
  kind: BillKind
  state: 'open' | 'settled' | 'cancelled'
  /** From the reading before (exclusive) to the reading that closes it (inclusive). */
  fromDate: BusinessDate
  toDate: BusinessDate
  volume: Litres
  amount: Fen
  /** Of `amount`, never more. */
  paid: Fen
  /** Late fee that was paid with it, on top of `amount`. */
  feePaid: Fen
  /** Late fee accrued up to `feeAccruedTo`, in millionths of a fen; from then on it grows with what is outstanding. */
  feeMicro: number
  feeAccruedTo: BusinessDate | null
  /** Last day on which it is not overdue. */
  dueOn: BusinessDate
  /** The tariff whose rules of late fee apply. */
  tariffId: string
  priceLines: readonly PriceLine[]
  /** What it added to a household's accumulation, to be taken back when it is cancelled. */
  parts: readonly { householdId: string; cycle: string; litres: Litres }[]
  issuedAt: number
}

export const outstanding = (bill: Pick<Bill, 'amount' | 'paid'>): Fen => fen(bill.amount - bill.paid)

/** What settling needs of a bill that is not paid in full. */
export type OpenBill = Pick<
  Bill,
  'id' | 'amount' | 'paid' | 'feePaid' | 'feeMicro' | 'feeAccruedTo' | 'dueOn' | 'tariffId'
>
