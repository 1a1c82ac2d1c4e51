import { lockAccount } from '#core/accounts/lockAccount.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import type { Litres } from '#core/kernel/litres.ts'
import { addReading } from './addReading.ts'
import { addMeter } from './installMeter.ts'
import type { Meter, Reading } from './meter.ts'
import { meterUnknown } from './metering.errors.ts'
import { MeterTable } from './metering.table.ts'

/**
 * Takes a meter out and puts another in on the same day. What ran through the old one since its last reading waits, as
 * a final reading, to be billed together with the first reading of the new one.
 * @throws DomainError `meter.unknown`, `meter.serialTaken` and what `recordReading` throws
 */
export function replaceMeter(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  change: {
    meterId: string
    on: BusinessDate
    finalRegister: Litres
    successor: { serialNumber: string; registerCapacity: Litres; installedAt: Litres }
  },
): Promise<{ final: Reading; meter: Meter }> {
  return database.transaction(async (tx) => {
    const now = clock()
    const known = await tx.findOneBy(MeterTable, { id: change.meterId })
    if (!known) throw meterUnknown()
    const account = await lockAccount(tx, known.accountId)
    const old = await tx.findOneByOrFail(MeterTable, { id: change.meterId })
    if (old.removedOn !== null) throw meterUnknown()
    const { on, finalRegister } = change
    const last = { readOn: on, register: finalRegister, kind: 'final' as const, recordedBy: actor.id }
    const { reading: final } = await addReading(tx, old, last, now)
    await tx.update(MeterTable, { id: old.id }, { removedOn: on })
    const meter = await addMeter(tx, account.id, { ...change.successor, installedOn: on }, now)
    const subject = { kind: 'meter', id: meter.id }
    const details = { replaces: old.serialNumber, serialNumber: meter.serialNumber }
    const act = { action: 'meter.replaced', subject, accountId: account.id, unitId: account.unitId, details }
    await recordAudit(tx, actor, act, now)
    return { final, meter }
  })
}
