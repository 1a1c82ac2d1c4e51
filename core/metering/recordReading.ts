import { lockAccount } from '#core/accounts/lockAccount.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type NewReading, addReading } from './addReading.ts'
import type { Reading } from './meter.ts'
import { meterUnknown } from './metering.errors.ts'
import { MeterTable } from './metering.table.ts'

/**
 * Writes down what a meter shows. Strange readings wait for a review; the same reading again answers the first.
 * A meter that was taken out takes nothing but its final reading, anew after a wrong one was rejected.
 * @throws DomainError `meter.unknown`, `reading.inFuture`, `reading.outOfOrder`, `reading.differs`,
 * `reading.reviewPending`, `reading.beyondRegister`
 */
export function recordReading(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  wanted: { meterId: string } & Omit<NewReading, 'recordedBy'>,
): Promise<Reading> {
  const { meterId, ...rest } = wanted
  return database.transaction(async (tx) => {
    const now = clock()
    const known = await tx.findOneBy(MeterTable, { id: meterId })
    if (!known) throw meterUnknown()
    const account = await lockAccount(tx, known.accountId)
    // Read again: it may have been taken out before the lock was ours.
    const meter = await tx.findOneByOrFail(MeterTable, { id: meterId })
    if (meter.removedOn !== null && meter.removedOn !== rest.readOn) throw meterUnknown()
    const kind = meter.removedOn === null ? rest.kind : 'final'
    const { reading, repeated } = await addReading(tx, meter, { ...rest, kind, recordedBy: actor.id }, now)
    if (!repeated) {
      const subject = { kind: 'reading', id: reading.id }
      const act = { action: 'reading.recorded', subject, accountId: account.id, unitId: account.unitId }
      await recordAudit(tx, actor, { ...act, details: { kind: reading.kind, state: reading.state } }, now)
    }
    return reading
  })
}
