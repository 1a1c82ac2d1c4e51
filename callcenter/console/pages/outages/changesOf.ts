import type { Request } from '../../hub/hub.ts'
import { areaOf, instantOf, type PlanFields } from './outagePlan.ts'
import type { Outage } from './outageWords.ts'

type Changes = Omit<Request<'POST /api/staff/outages/:outageId/changes'>['body'], 'id'>

const minute = (instant: number) => Math.floor(instant / 60_000)

/** What of an outage is different in the fields. */
export function changesOf(outage: Outage, fields: Omit<PlanFields, 'kind'>): Changes {
  const { from, to, alternativeSupply } = fields
  const supply = alternativeSupply?.trim() || null
  const reason = fields.reason?.trim() ?? ''
  const addArea = areaOf(fields)
  const [plannedFrom, plannedTo] = [from ? instantOf(from) : outage.plannedFrom, to ? instantOf(to) : outage.plannedTo]
  return {
    // Fields show minutes: seconds that they cannot show are no change.
    ...(minute(plannedFrom) !== minute(outage.plannedFrom) && { plannedFrom }),
    ...(minute(plannedTo) !== minute(outage.plannedTo) && { plannedTo }),
    ...(reason !== outage.reason && { reason }),
    ...(supply !== outage.alternativeSupply && { alternativeSupply: supply }),
    ...(addArea.length > 0 && { addArea }),
  }
}
