import type { OutageKind, OutageState } from '#core/contract/outages.ts'
import type { Database } from '#core/kernel/database.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { scopeOf, unitIn } from '#core/staff/scope.ts'

export interface FoundOutage {
  id: string
  number: string
  kind: OutageKind
  state: OutageState
  place: string
  plannedFrom: number
}

/** Outages whose number begins so, or at a place with these words; newest first, of the units one may read. */
export async function searchOutages(
  { database }: { database: Database },
  principal: Pick<StaffPrincipal, 'grants'>,
  typed: string,
  most = 5,
): Promise<FoundOutage[]> {
  if (/^\d+$/.test(typed)) return []
  const scope = unitIn(scopeOf(principal, 'outage.read'), 'unitId')
  const beginning = typed.toUpperCase()
  const rows: FoundOutage[] = await database.read.query(
    `select id, number, kind, state, place, plannedFrom from outage
      where ${scope.sql} and ((number >= ? and number < ?) or instr(place, ?) > 0) order by number desc limit ?`,
    [...scope.parameters, beginning, `${beginning}:`, typed, most],
  )
  return rows.map((row) => ({ ...row, plannedFrom: Number(row.plannedFrom) }))
}
