import { accountUnknown } from '#core/accounts/account.errors.ts'
import { lockAccount } from '#core/accounts/lockAccount.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import type { Litres } from '#core/kernel/litres.ts'
import type { Meter } from './meter.ts'
import { meterInFuture, meterSerialTaken, readingBeyondRegister } from './metering.errors.ts'
import { MeterTable } from './metering.table.ts'

export interface NewMeter {
  serialNumber: string
  registerCapacity: Litres
  installedOn: BusinessDate
  installedAt: Litres
}

/**
 * Puts a meter in at an account.
 * @throws DomainError `account.unknown`, also for a closed one, `meter.inFuture`, `meter.serialTaken`,
 * `reading.beyondRegister`
 */
export function installMeter(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  accountId: string,
  wanted: NewMeter,
): Promise<Meter> {
  return database.transaction(async (tx) => {
    const now = clock()
    if (wanted.installedOn > dateOf(now)) throw meterInFuture()
    const account = await lockAccount(tx, accountId)
    if (account.closedOn !== null) throw accountUnknown()
    const meter = await addMeter(tx, accountId, wanted, now)
    const subject = { kind: 'meter', id: meter.id }
    const details = { serialNumber: meter.serialNumber }
    await recordAudit(
      tx,
      actor,
      { action: 'meter.installed', subject, accountId, unitId: account.unitId, details },
      now,
    )
    return meter
  })
}

/** A step, under the account's lock. @throws DomainError `meter.serialTaken`, `reading.beyondRegister` */
export async function addMeter(tx: Transaction, accountId: string, wanted: NewMeter, now: number): Promise<Meter> {
  if (wanted.installedAt >= wanted.registerCapacity) throw readingBeyondRegister(wanted.registerCapacity)
  const meter: Meter = { id: newId(now), accountId, ...wanted, removedOn: null }
  if (!(await insertIfAbsent(tx, MeterTable, meter))) throw meterSerialTaken(wanted.serialNumber)
  return meter
}
