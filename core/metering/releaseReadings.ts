import { IsNull, Not } from 'typeorm'
import type { Transaction } from '#core/kernel/database.ts'
import { litres } from '#core/kernel/litres.ts'
import { ReadingTable } from './metering.table.ts'

/**
 * A step, under the account's lock: the readings of a bill that is taken back wait for the next one, or are rejected.
 * What a rejected reading stood for then belongs to the reading after it, which counts from the last that is left.
 */
export async function releaseReadings(tx: Transaction, billId: string, fate: 'keep' | 'reject'): Promise<void> {
  const readings = await tx.findBy(ReadingTable, { billId })
  await tx.update(ReadingTable, { billId }, { billId: null, ...(fate === 'reject' && { state: 'rejected' as const }) })
  if (fate === 'keep') return
  for (const [meterId, rejected] of Map.groupBy(readings, (reading) => reading.meterId)) {
    const [next] = await tx.find(ReadingTable, {
      where: { meterId, billId: IsNull(), state: Not<'rejected'>('rejected') },
      order: { readOn: 'asc', id: 'asc' },
      take: 1,
    })
    if (!next) continue
    const volume = litres(rejected.reduce<number>((total, reading) => total + reading.volume, next.volume))
    await tx.update(ReadingTable, { id: next.id }, { volume })
  }
}
