import type { staffOutageRoutes } from '#core/contract/outages.ts'
import { announceOutage } from '#core/outages/announceOutage.ts'
import { changeOutage } from '#core/outages/changeOutage.ts'
import { cancelOutage, restoreOutage } from '#core/outages/endOutage.ts'
import { listAffected } from '#core/outages/listAffected.ts'
import { listOutages, viewOutage } from '#core/outages/listOutages.ts'
import type { Outage } from '#core/outages/outage.ts'
import { outageWarnings } from '#core/outages/outageWarnings.ts'
import { previewOutage } from '#core/outages/previewOutage.ts'
import { saveOutageDraft } from '#core/outages/saveOutageDraft.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

const warned = (outage: Outage, { clock }: Deps) => ({ outage, warnings: outageWarnings(outage, clock()) })

export const staffOutages: Handlers<typeof staffOutageRoutes, Deps> = {
  'GET /api/staff/outages': ({ principal, query }, deps) => listOutages(deps, principal, query),
  'GET /api/staff/outages/:outageId': ({ principal, params }, deps) => viewOutage(deps, principal, params.outageId),
  'GET /api/staff/outages/:outageId/affected': ({ principal, params, query }, deps) =>
    listAffected(deps, principal, params.outageId, query),
  'POST /api/staff/outage-previews': ({ principal, body }, deps) => previewOutage(deps, principal, body),
  'PUT /api/staff/outages/:outageId': async ({ principal, params, body }, deps) =>
    warned(await saveOutageDraft(deps, principal, { id: params.outageId, ...body }), deps),
  'POST /api/staff/outages/:outageId/announcement': async ({ principal, params, body }, deps) =>
    warned(await announceOutage(deps, principal, { outageId: params.outageId, stageId: body.id }), deps),
  'POST /api/staff/outages/:outageId/changes': async ({ principal, params, body }, deps) => {
    const { id: stageId, ...change } = body
    return warned(await changeOutage(deps, principal, { outageId: params.outageId, stageId, ...change }), deps)
  },
  'POST /api/staff/outages/:outageId/restoration': ({ principal, params, body }, deps) =>
    restoreOutage(deps, principal, { outageId: params.outageId, stageId: body.id, restoredAt: body.restoredAt }),
  'POST /api/staff/outages/:outageId/cancellation': ({ principal, params, body }, deps) =>
    cancelOutage(deps, principal, { outageId: params.outageId, stageId: body.id }),
}
