import type { OutageArea, OutageAreaPart } from '#core/contract/outages.ts'
import { placeholders } from '#core/kernel/rows.ts'
import { unitIn } from '#core/staff/scope.ts'

export interface AreaCondition {
  sql: string
  parameters: readonly (string | number)[]
}

/** True for the open accounts (alias `a`) of an area, as far as they belong to the unit of this path or to one below. */
export function accountsIn(area: OutageArea, unitPath: string): AreaCondition {
  const parts = area.map(partCondition)
  const unit = unitIn([unitPath], 'a.unitId')
  return {
    sql: `a.closedOn is null and ${unit.sql} and (${parts.map(({ sql }) => sql).join(' or ')})`,
    parameters: [...unit.parameters, ...parts.flatMap(({ parameters }) => parameters)],
  }
}

function partCondition(part: OutageAreaPart): AreaCondition {
  switch (part.kind) {
    case 'routes':
      return { sql: `a.routeId in ${placeholders(part.routeIds)}`, parameters: part.routeIds }
    case 'accounts':
      return { sql: `a.number in ${placeholders(part.accountNumbers)}`, parameters: part.accountNumbers }
    case 'streets':
      return {
        sql: `(${part.streets.map(() => 'substr(a.premises, 1, ?) = ?').join(' or ')})`,
        // Both databases count characters, of which JavaScript says two for some.
        parameters: part.streets.flatMap((street) => [[...street].length, street]),
      }
    default:
      return part satisfies never
  }
}
