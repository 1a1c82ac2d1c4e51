import { In, LessThanOrEqual, Not } from 'typeorm'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import type { Litres } from '#core/kernel/litres.ts'
import { judgeReading } from './judgeReading.ts'
import type { Meter, Reading, ReadingKind } from './meter.ts'
import {
  readingBeyondRegister,
  readingDiffers,
  readingInFuture,
  readingOutOfOrder,
  readingReviewPending,
} from './metering.errors.ts'
import { MeterTable, ReadingTable } from './metering.table.ts'
import { readingsThatCount, readoutOf } from './readoutOf.ts'

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
    take: readingsThatCount,
  })
  const [last] = earlier
  const replaced = earlier.length < readingsThatCount ? await readingsBefore(tx, meter) : []
  const readout = readoutOf(meter, earlier, wanted, replaced)
  const { register } = readout
  if (register >= meter.registerCapacity) throw readingBeyondRegister(meter.registerCapacity)
  if (last?.readOn === wanted.readOn && last.kind === wanted.kind) {
    if (last.register === register || wanted.register === null) return { reading: last, repeated: true }
    throw readingDiffers(last.register)
  }
  const lastReadOn = last?.readOn ?? meter.installedOn
  if (wanted.readOn < lastReadOn) throw readingOutOfOrder(lastReadOn)
  if (last?.state === 'review') throw readingReviewPending(last.id)

  const { volume, reasons } = judgeReading(readout)
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

/** Readings of the account's meters that were gone when this one came, the newest first; rejected ones are none. */
async function readingsBefore(tx: Transaction, { id, accountId, installedOn }: Meter): Promise<Reading[]> {
  const gone = await tx.findBy(MeterTable, { id: Not(id), accountId, removedOn: LessThanOrEqual(installedOn) })
  if (gone.length === 0) return []
  return tx.find(ReadingTable, {
    where: { meterId: In(gone.map((meter) => meter.id)), state: Not<'rejected'>('rejected') },
    order: { readOn: 'desc', id: 'desc' },
    take: readingsThatCount,
  })
}
