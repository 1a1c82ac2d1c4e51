import { dateOf } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { type Sequence, SequenceTable } from '#core/kernel/sequence.table.ts'
import type { Receipt } from '#core/payments/payment.ts'
import { ownCounter } from '#core/payments/receiveAtCounter.ts'
import type { Habit } from './habits.ts'
import type { Centre } from './streets.ts'

/** The collection partner 代收机构 of the demo. */
export const demoBank = 'DEMOBANK'
const receiptPrefix = 'SK'

/** Numbers what is paid, as the bank, the counter and the hub would have: each from its own sequence of the day. */
export function createTills() {
  const counts = new Map<string, number>()

  function next(prefix: string, date: string): string {
    const key = `${prefix}${date.replaceAll('-', '')}`
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return `${key}-${String(count).padStart(4, '0')}`
  }

  return {
    take(
      at: number,
      habit: Habit,
      centre: Centre,
    ): Pick<Receipt, 'number' | 'channel' | 'transactionId' | 'subChannel'> {
      const date = dateOf(at)
      const number = next(receiptPrefix, date)
      return habit.at === 'bank'
        ? { number, channel: demoBank, transactionId: next('DB', date), subChannel: `${centre.district}支行` }
        : { number, channel: ownCounter, transactionId: next('GT', date), subChannel: `${centre.name}收费窗口` }
    },
    /** A step: whoever numbers receipts from now on goes on behind these. */
    async handOver(tx: Transaction, now: number): Promise<void> {
      const today = dateOf(now)
      const last = counts.get(`${receiptPrefix}${today.replaceAll('-', '')}`)
      const rows: Sequence[] = last === undefined ? [] : [{ name: receiptPrefix, onDate: today, last }]
      await insertRows(tx, SequenceTable, rows)
    },
  }
}
export type Tills = ReturnType<typeof createTills>
