import { isDeepStrictEqual } from 'node:util'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { HotlineSettings } from '#core/contract/hotline.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { requirePermissionAt, type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { rootPath } from '#core/staff/staff.ts'
import { hotlineChangedMeanwhile } from './hotline.errors.ts'
import { HotlineSettingsTable } from './hotline.table.ts'
import { readHotline } from './readHotline.ts'

/**
 * Sets the hotline for the whole utility, so at its root. What is set already is not set again.
 * @throws DomainError `staff.forbidden`, `hotline.changedMeanwhile` when `baseVersion` no longer is the newest
 */
export function setHotline(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  { baseVersion, settings }: { baseVersion: number; settings: HotlineSettings },
): Promise<void> {
  requirePermissionAt(principal, 'hotline.manage', rootPath)
  return database.transaction((tx) => addVersion(tx, staffActor(principal), { baseVersion, settings }, clock()))
}

/** A step: the next version of the settings. @throws DomainError `hotline.changedMeanwhile` */
export async function addVersion(
  tx: Transaction,
  actor: Actor,
  { baseVersion, settings }: { baseVersion: number; settings: HotlineSettings },
  now: number,
): Promise<void> {
  const current = await readHotline(tx)
  if (isDeepStrictEqual(current.settings, settings) && current.version > 0) return
  if (current.version !== baseVersion) throw hotlineChangedMeanwhile(current.version)
  const version = baseVersion + 1
  const row = { id: newId(now), version, settings, changedBy: actor.id, changedAt: now }
  // Somebody else may be setting it at this moment.
  if (!(await insertIfAbsent(tx, HotlineSettingsTable, row))) throw hotlineChangedMeanwhile(version)
  const act = { action: 'hotline.set', subject: { kind: 'hotline', id: 'hotline' }, details: { version } }
  await recordAudit(tx, actor, act, now)
}
