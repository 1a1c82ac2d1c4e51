import type { workOrderRoutes } from '#core/contract/workorders.ts'
import { endOwnWorkOrder } from '#core/workorders/endWorkOrder.ts'
import { listOwnWorkOrders } from '#core/workorders/listWorkOrders.ts'
import { rateWorkOrder } from '#core/workorders/rateWorkOrder.ts'
import { reportWorkOrder } from '#core/workorders/reportWorkOrder.ts'
import { viewOwnWorkOrder } from '#core/workorders/viewWorkOrder.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

export const residentWorkOrders: Handlers<typeof workOrderRoutes, Deps> = {
  'POST /api/resident/work-orders': async ({ principal, actor, body }, deps) => {
    const { id } = await reportWorkOrder(deps, actor, body)
    return viewOwnWorkOrder(deps, principal.residentId, id)
  },
  'GET /api/resident/work-orders': ({ principal, query }, deps) => listOwnWorkOrders(deps, principal.residentId, query),
  'GET /api/resident/work-orders/:workOrderId': ({ principal, params }, deps) =>
    viewOwnWorkOrder(deps, principal.residentId, params.workOrderId),
  'POST /api/resident/work-orders/:workOrderId/cancellation': async ({ principal, actor, params, body }, deps) => {
    const { workOrderId } = params
    await endOwnWorkOrder(deps, actor, 'cancel', { workOrderId, stepId: body.id, note: body.reason })
    return viewOwnWorkOrder(deps, principal.residentId, workOrderId)
  },
  'POST /api/resident/work-orders/:workOrderId/reopening': async ({ principal, actor, params, body }, deps) => {
    const { workOrderId } = params
    await endOwnWorkOrder(deps, actor, 'reopen', { workOrderId, stepId: body.id, note: body.reason })
    return viewOwnWorkOrder(deps, principal.residentId, workOrderId)
  },
  'PUT /api/resident/work-orders/:workOrderId/rating': async ({ principal, actor, params, body }, deps) => {
    await rateWorkOrder(deps, actor, { workOrderId: params.workOrderId, ...body })
    return viewOwnWorkOrder(deps, principal.residentId, params.workOrderId)
  },
}
