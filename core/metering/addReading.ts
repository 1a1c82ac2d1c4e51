import { Not } from 'typeorm'
import { type BusinessDate, addMonths, dateOf } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { type Litres, litres } from '#core/kernel/litres.ts'
import { judgeReading } from './judgeReading.ts'
import type { Meter, Reading, ReadingKind } from './meter.ts'
import {
  readingBeyondRegister,
  readingDiffers,
  readingInFuture,
  readingOutOfOrder,
  readingReviewPending,
} from './metering.errors.ts'
import { ReadingTable } from './metering.table.ts'

const recentReadings = 13

export interface NewReading {
  readOn: BusinessDate
  /** Null with kind `estimated`: the mean of the last readings is added to the last one. */
  register: Litres | null
  kind: ReadingKind
  recordedBy: string
}

/**
 * A step, under the account's lock: judges a reading and writes it down, accepted or for review. The same again is no
 * second one.
 * @throws DomainError `reading.inFuture`, `reading.outOfOrder`, `reading.differs`, `reading.reviewPending`,
 * `reading.beyondRegister`
 */
export async function addReading(
  tx: Transaction,
  meter: Meter,
  wanted: NewReading,
  now: number,
): Promise<{ reading: Reading; repeated: boolean }> {
  if (wanted.readOn > dateOf(now)) throw readingInFuture()
  const earlier = await tx.find(ReadingTable, {
    where: { meterId: meter.id, state: Not<'rejected'>('rejected') },
    order: { readOn: 'desc', id: 'desc' },
    take: recentReadings,
  })
  const [last] = earlier
  const recent = earlier.slice(0, 6).map((reading) => reading.volume)
  const lastRegister = last?.register ?? meter.installedAt
  const register = wanted.register ?? estimate(lastRegister, recent, meter.registerCapacity)
  if (register >= meter.registerCapacity) throw readingBeyondRegister(meter.registerCapacity)
  if (last?.readOn === wanted.readOn && last.kind === wanted.kind) {
    if (last.register === register || wanted.register === null) return { reading: last, repeated: true }
    throw readingDiffers(last.register)
  }
  const lastReadOn = last?.readOn ?? meter.installedOn
  if (wanted.readOn < lastReadOn) throw readingOutOfOrder(lastReadOn)
  if (last?.state === 'review') throw readingReviewPending(last.id)

  const { volume, reasons } = judgeReading({
    register,
    kind: wanted.kind,
    last: lastRegister,
    registerCapacity: meter.registerCapacity,
    recent,
    yearAgo: yearAgo(earlier, wanted.readOn),
  })
  const reading: Reading = {
    id: newId(now),
    accountId: meter.accountId,
    meterId: meter.id,
    readOn: wanted.readOn,
    register,
    kind: wanted.kind,
    volume,
    state: reasons.length === 0 ? 'accepted' : 'review',
    reasons,
    billId: null,
    recordedBy: wanted.recordedBy,
    recordedAt: now,
    reviewedBy: null,
    reviewedAt: null,
  }
  await tx.insert(ReadingTable, reading)
  return { reading, repeated: false }
}

function estimate(last: Litres, recent: readonly Litres[], capacity: Litres): Litres {
  const total = recent.reduce<number>((sum, volume) => sum + Math.max(volume, 0), 0)
  // Whole cubic metres, as a reader would have written.
  const mean = recent.length === 0 ? 0 : Math.round(total / recent.length / 1000) * 1000
  return litres((last + mean) % capacity)
}

function yearAgo(earlier: readonly Reading[], readOn: BusinessDate): Litres | null {
  const month = addMonths(readOn, -12).slice(0, 7)
  return earlier.find((reading) => reading.readOn.startsWith(month))?.volume ?? null
}
