import { lockAccount } from '#core/accounts/lockAccount.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { litres } from '#core/kernel/litres.ts'
import type { Reading } from './meter.ts'
import { readingNegative, readingNotInReview, readingUnknown } from './metering.errors.ts'
import { MeterTable, ReadingTable } from './metering.table.ts'

/** `turnedOver`: accepted, and the register has passed zero since the last reading. */
export type Verdict = 'accepted' | 'turnedOver' | 'rejected'

/**
 * A person decides on a reading that waited.
 * @throws DomainError `reading.unknown`, `reading.notInReview`, `reading.negative` for accepting less than nothing
 */
export function reviewReading(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  review: { readingId: string; verdict: Verdict },
): Promise<Reading> {
  return database.transaction(async (tx) => {
    const now = clock()
    const known = await tx.findOneBy(ReadingTable, { id: review.readingId })
    if (!known) throw readingUnknown()
    const account = await lockAccount(tx, known.accountId)
    const reading = await tx.findOneByOrFail(ReadingTable, { id: review.readingId })
    if (reading.state !== 'review') throw readingNotInReview(reading.state)
    const meter = await tx.findOneByOrFail(MeterTable, { id: reading.meterId })
    const turned = review.verdict === 'turnedOver' && reading.volume < 0
    const volume = turned ? litres(reading.volume + meter.registerCapacity) : reading.volume
    if (review.verdict !== 'rejected' && volume < 0) throw readingNegative(volume)
    const state = review.verdict === 'rejected' ? ('rejected' as const) : ('accepted' as const)
    const changed = { state, volume, reviewedBy: actor.id, reviewedAt: now }
    await tx.update(ReadingTable, { id: reading.id }, changed)
    const subject = { kind: 'reading', id: reading.id }
    const details = { verdict: review.verdict, reasons: reading.reasons }
    await recordAudit(
      tx,
      actor,
      { action: 'reading.reviewed', subject, accountId: account.id, unitId: account.unitId, details },
      now,
    )
    return { ...reading, ...changed }
  })
}
