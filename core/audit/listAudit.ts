import { decodeTime } from 'ulid'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { requirePermission, type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { scopeOf, unitIn } from '#core/staff/scope.ts'
import { rootPath } from '#core/staff/staff.ts'
import type { AuditEntry } from './audit.table.ts'
import { recordAudit } from './recordAudit.ts'

export interface AuditFilter {
  /** Epoch ms; `to` is excluded. */
  from?: number
  to?: number
  actor?: { kind: Actor['kind']; id: string }
  action?: string
  subject?: { kind: string; id: string }
  accountId?: string
  /** The id of the last entry seen, a ULID: only earlier ones follow. */
  before?: string
  /** At most 200; 50 unless told. */
  limit?: number
}

interface Condition {
  sql: string
  parameters: readonly (string | number)[]
}

/**
 * Acts of the units for which the principal holds `audit.read`, newest first; those of no unit are for who holds it at
 * the root. Looking into an account's life is itself an act.
 * @throws DomainError `staff.forbidden`
 */
export async function listAudit(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  filter: AuditFilter,
): Promise<AuditEntry[]> {
  requirePermission(principal, 'audit.read')
  const conditions = [scoped(scopeOf(principal, 'audit.read')), ...asked(filter)]
  const limit = Math.min(Math.max(1, filter.limit ?? 50), 200)
  // The time is a part of the id: ordered by both, the indices by time serve.
  const rows: (Omit<AuditEntry, 'details'> & { details: string | null })[] = await database.read.query(
    `select id, at, actorKind, actorId, action, subjectKind, subjectId, accountId, unitId, details, requestId
     from audit where ${conditions.map(({ sql }) => sql).join(' and ')} order by at desc, id desc limit ?`,
    [...conditions.flatMap(({ parameters }) => parameters), limit],
  )
  const entries = rows.map((row): AuditEntry => ({
    ...row,
    details: row.details === null ? null : JSON.parse(row.details),
  }))
  const { accountId } = filter
  if (accountId !== undefined) await recordLook(database, clock(), principal, accountId, entries)
  return entries
}

function scoped(scope: readonly string[]): Condition {
  const units = unitIn(scope, 'unitId')
  return scope.includes(rootPath) ? { ...units, sql: `(unitId is null or ${units.sql})` } : units
}

function asked(filter: AuditFilter): Condition[] {
  const { from, to, actor, action, subject, accountId, before } = filter
  const conditions: Condition[] = []
  const add = (sql: string, ...parameters: (string | number)[]) => conditions.push({ sql, parameters })
  if (from !== undefined) add('at >= ?', from)
  if (to !== undefined) add('at < ?', to)
  if (actor) add('actorKind = ? and actorId = ?', actor.kind, actor.id)
  if (action !== undefined) add('action = ?', action)
  if (subject) add('subjectKind = ? and subjectId = ?', subject.kind, subject.id)
  if (accountId !== undefined) add('accountId = ?', accountId)
  if (before !== undefined) add('at <= ? and id < ?', decodeTime(before), before)
  return conditions
}

/** The look belongs to the unit whose acts it showed; where it showed none, to no unit. */
function recordLook(
  database: Database,
  now: number,
  principal: StaffPrincipal,
  accountId: string,
  entries: readonly AuditEntry[],
) {
  const unitId = entries.find((entry) => entry.unitId !== null)?.unitId
  const subject = { kind: 'account', id: accountId }
  const act = { action: 'audit.viewed', subject, accountId, details: { entries: entries.length } }
  return database.transaction((tx) =>
    recordAudit(tx, staffActor(principal), { ...act, ...(typeof unitId === 'string' && { unitId }) }, now),
  )
}
