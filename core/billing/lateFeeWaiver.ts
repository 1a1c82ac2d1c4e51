import type { Waiver } from './lateFee.ts'

/** A request to let somebody off a late fee: a reason, and a second person to approve it. */
export interface LateFeeWaiver {
  id: string
  billId: string
  waiver: Waiver
  reason: string
  state: 'proposed' | 'approved' | 'refused'
  /** Staff ids; `decidedBy` is another than `proposedBy`. */
  proposedBy: string
  proposedAt: number
  decidedBy: string | null
  decidedAt: number | null
}
