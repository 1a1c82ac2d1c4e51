import { type BusinessDate, addDays } from '#core/kernel/businessDate.ts'
import { type Transaction, forShare } from '#core/kernel/database.ts'
import { PartnerDayTable } from './payment.table.ts'

/**
 * A step: the first day from `today` on that the partner has not closed yet. It cannot be closed until the transaction
 * ends: otherwise this money would be missing in a day that was reported as complete.
 */
export async function openDay(tx: Transaction, channel: string, today: BusinessDate): Promise<BusinessDate> {
  await keepDaysOpen(tx, channel)
  for (let day = today; ; day = addDays(day, 1)) if (!(await isClosed(tx, channel, day))) return day
}

/** A step: a partner's days stay as they are until the transaction ends; `endPartnerDay` waits. */
export async function keepDaysOpen(tx: Transaction, channel: string): Promise<void> {
  await tx.query(`select id from partner where code = ?${forShare(tx)}`, [channel])
}

/** A step, to be trusted only after `keepDaysOpen`. */
export const isClosed = (tx: Transaction, channel: string, businessDate: BusinessDate): Promise<boolean> =>
  tx.existsBy(PartnerDayTable, { channel, businessDate })
