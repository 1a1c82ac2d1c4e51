import type { Permission } from '#core/contract/permissions.ts'
import type { StaffPrincipal } from './principal.ts'

/** A piece of SQL for a `where`, with what its question marks stand for. */
export interface SqlCondition {
  sql: string
  parameters: readonly string[]
}

/** Paths of the units, none below another, from which a permission is held. Empty: nowhere. */
export function scopeOf(principal: Pick<StaffPrincipal, 'grants'>, permission: Permission): string[] {
  const paths = principal.grants
    .filter((grant) => grant.permissions.includes(permission))
    .map((grant) => grant.unitPath)
  return [...new Set(paths)].filter((path) => !paths.some((other) => other !== path && path.startsWith(other)))
}

/**
 * `column` holds unit paths; true where they lie in the scope. A range rather than `like`: an index serves it on both
 * kinds of database, and no sign in it is a wildcard. `column` is trusted SQL.
 */
export function pathIn(scope: readonly string[], column: string): SqlCondition {
  if (scope.length === 0) return { sql: '1 = 0', parameters: [] }
  return {
    sql: `(${scope.map(() => `(${column} >= ? and ${column} < ?)`).join(' or ')})`,
    parameters: scope.flatMap((path) => [path, endOf(path)]),
  }
}

/** `column` holds ids of units; true where they lie in the scope, never for null. `column` is trusted SQL. */
export function unitIn(scope: readonly string[], column: string): SqlCondition {
  if (scope.length === 0) return { sql: '1 = 0', parameters: [] }
  const { sql, parameters } = pathIn(scope, 'path')
  return { sql: `${column} in (select id from org_unit where ${sql})`, parameters }
}

/** The least text beyond all that begin with the path: paths end with `/`, which `0` follows. */
const endOf = (path: string) => `${path.slice(0, -1)}0`
