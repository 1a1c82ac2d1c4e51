import { LessThanOrEqual } from 'typeorm'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { tariffExists, tariffInForce } from './billing.errors.ts'
import { TariffTable, type TariffRow } from './billing.table.ts'
import type { Tariff } from './tariff.ts'

/**
 * Publishes a version of a usage class's tariff, to hold from a day to come: water that was used is not priced anew.
 * Where the class has had no price until today, it may hold from a day that has passed.
 * @throws DomainError `tariff.inForce`, `tariff.exists`
 */
export function publishTariff(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  tariff: Tariff,
): Promise<TariffRow> {
  return database.transaction(async (tx) => {
    const now = clock()
    const today = dateOf(now)
    const { usageClass, effectiveFrom } = tariff
    const inForce = { usageClass, effectiveFrom: LessThanOrEqual(today) }
    if (effectiveFrom <= today && (await tx.existsBy(TariffTable, inForce))) throw tariffInForce(effectiveFrom)
    const row = await addTariff(tx, tariff, now)
    const details = { usageClass, effectiveFrom }
    const subject = { kind: 'tariff', id: row.id }
    await recordAudit(tx, actor, { action: 'tariff.published', subject, details }, now)
    return row
  })
}

/** A step: for the first tariffs of a hub, which hold from before it began. @throws DomainError `tariff.exists` */
export async function addTariff(tx: Transaction, tariff: Tariff, now: number): Promise<TariffRow> {
  const { id: tariffCode, usageClass, effectiveFrom } = tariff
  const row = { id: newId(now), tariffCode, usageClass, effectiveFrom, definition: tariff, publishedAt: now }
  if (!(await insertIfAbsent(tx, TariffTable, row))) throw tariffExists()
  return row
}
