import type { WorkOrderKind, WorkOrderState } from '#core/contract/workorders.ts'
import { addDays, dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { scopeOf, unitIn } from '#core/staff/scope.ts'

export interface FoundWorkOrder {
  id: string
  number: string
  kind: WorkOrderKind
  state: WorkOrderState
  place: string
  createdAt: number
}

/** Places and telephones are no index's: they are looked for among the work orders of about a year. */
const lookBackDays = 400

/**
 * Work orders that fit what somebody typed: the beginning of a number, with or without its letters, the telephone of
 * whoever reported it, or a part of the place; newest first, of the units in which the principal may read them.
 */
export async function searchWorkOrders(
  { database, clock }: { database: Database; clock: Clock },
  principal: Pick<StaffPrincipal, 'grants'>,
  typed: string,
  most = 10,
): Promise<FoundWorkOrder[]> {
  const scope = unitIn(scopeOf(principal, 'workorder.read'), 'w.unitId')
  const since = `GD${addDays(dateOf(clock()), -lookBackDays).replaceAll('-', '')}`
  const numbered = /^(?:GD)?(\d[\d-]*)$/i.exec(typed)?.[1]
  const fits =
    numbered === undefined
      ? { sql: 'w.number >= ? and instr(w.place, ?) > 0', parameters: [since, typed] }
      : {
          // `:` follows the digits, and so all that begins with the number.
          sql: '(w.number >= ? and w.number < ?) or (w.number >= ? and w.contactPhone = ?)',
          parameters: [`GD${numbered}`, `GD${numbered}:`, since, numbered],
        }
  const rows: FoundWorkOrder[] = await database.read.query(
    `select w.id, w.number, w.kind, w.state, w.place, w.createdAt from work_order w
      where ${scope.sql} and (${fits.sql}) order by w.number desc limit ?`,
    [...scope.parameters, ...fits.parameters, most],
  )
  return rows.map((row) => ({ ...row, createdAt: Number(row.createdAt) }))
}
