import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { hashToken, looksLikeToken } from '#core/kernel/secretToken.ts'
import { permissionsIn } from './grantsOf.ts'
import type { Grant, StaffPrincipal } from './principal.ts'
import { sessionIdleMs } from './session.ts'

/** How stale `lastSeenAt` may grow: a write a minute, not a write a request. */
const slideMs = 60_000

interface Row {
  sessionId: string
  lastSeenAt: number
  staffId: string
  login: string
  name: string
  mustChangePassword: number
  unitId: string | null
  unitPath: string | null
  permissions: string | null
}

/** A row per role; at least one while the session is good. */
const sql = `select x.id as sessionId, x.lastSeenAt, s.id as staffId, s.login, s.name, s.mustChangePassword,
    g.unitId, u.path as unitPath, r.permissions
  from staff_session x join staff s on s.id = x.staffId
    left join staff_role g on g.staffId = s.id
    left join role r on r.id = g.roleId
    left join org_unit u on u.id = g.unitId
  where x.tokenHash = ? and x.revokedAt is null and x.expiresAt > ? and x.lastSeenAt > ? and s.disabledAt is null`

/**
 * Who a session's token belongs to, with what they hold at this moment: a role taken or a person disabled is felt by
 * the next request. Null for a token that is wrong, revoked, older than 12 hours or was idle for 30 minutes (to the
 * minute). Runs outside a transaction.
 */
export async function authenticateSession(
  { database, clock }: { database: Database; clock: Clock },
  token: string,
): Promise<StaffPrincipal | null> {
  if (!looksLikeToken(token)) return null
  const now = clock()
  const rows: Row[] = await database.read.query(sql, [hashToken(token), now, now - sessionIdleMs])
  const [row] = rows
  if (!row) return null
  const { sessionId, staffId, login, name } = row
  if (Number(row.lastSeenAt) <= now - slideMs) await slide(database, sessionId, now)
  const mustChangePassword = Number(row.mustChangePassword) === 1
  return {
    staffId,
    sessionId,
    login,
    name,
    mustChangePassword,
    grants: mustChangePassword ? [] : rows.flatMap(grantOf),
  }
}

function grantOf({ unitId, unitPath, permissions }: Row): Grant[] {
  if (unitId === null || unitPath === null || permissions === null) return []
  return [{ unitId, unitPath, permissions: permissionsIn(permissions) }]
}

const slide = (database: Database, sessionId: string, now: number) =>
  database.transaction((tx) =>
    tx.query('update staff_session set lastSeenAt = ? where id = ? and lastSeenAt < ?', [now, sessionId, now]),
  )
