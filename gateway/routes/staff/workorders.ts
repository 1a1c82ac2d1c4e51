import type { workOrderReportRoutes } from '#core/contract/workOrderReports.ts'
import type { staffWorkOrderRoutes } from '#core/contract/staffWorkOrders.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { acceptWorkOrder } from '#core/workorders/acceptWorkOrder.ts'
import { dispatchWorkOrder } from '#core/workorders/dispatchWorkOrder.ts'
import { endWorkOrder } from '#core/workorders/endWorkOrder.ts'
import { finishWorkOrder } from '#core/workorders/finishWorkOrder.ts'
import { listPeopleToSend } from '#core/workorders/listPeopleToSend.ts'
import { listWorkOrders } from '#core/workorders/listWorkOrders.ts'
import { takeDownWorkOrder } from '#core/workorders/reportWorkOrder.ts'
import { showWorkOrder, viewWorkOrder } from '#core/workorders/viewWorkOrder.ts'
import type { WorkOrder } from '#core/workorders/workOrder.ts'
import { workOrderReport } from '#core/workorders/workOrderReport.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

/** After an act: what became of it; the act itself is what is audited. */
const shown = async (deps: Deps, principal: StaffPrincipal, act: Promise<WorkOrder>) =>
  showWorkOrder(deps, principal, (await act).id)

export const staffWorkOrders: Handlers<typeof staffWorkOrderRoutes & typeof workOrderReportRoutes, Deps> = {
  'GET /api/staff/work-orders': ({ principal, query }, deps) => listWorkOrders(deps, principal, query),
  'GET /api/staff/work-order-reports': ({ principal, query }, deps) => workOrderReport(deps, principal, query),
  'GET /api/staff/work-orders/:workOrderId': ({ principal, params }, deps) =>
    viewWorkOrder(deps, principal, params.workOrderId),
  'POST /api/staff/work-orders': ({ principal, body }, deps) =>
    shown(deps, principal, takeDownWorkOrder(deps, principal, body)),
  'GET /api/staff/work-order-people': ({ principal }, deps) => listPeopleToSend(deps, principal),
  'POST /api/staff/work-orders/:workOrderId/dispatch': ({ principal, params, body }, deps) => {
    const { id: stepId, ...given } = body
    return shown(deps, principal, dispatchWorkOrder(deps, principal, { ...params, stepId, ...given }))
  },
  'POST /api/staff/work-orders/:workOrderId/acceptance': ({ principal, params, body }, deps) =>
    shown(deps, principal, acceptWorkOrder(deps, principal, { ...params, stepId: body.id })),
  'POST /api/staff/work-orders/:workOrderId/completion': ({ principal, params, body }, deps) => {
    const { id: stepId, ...done } = body
    return shown(deps, principal, finishWorkOrder(deps, principal, { ...params, stepId, ...done }))
  },
  'POST /api/staff/work-orders/:workOrderId/closure': ({ principal, params, body }, deps) => {
    const request = { ...params, stepId: body.id, note: body.note }
    return shown(deps, principal, endWorkOrder(deps, principal, 'close', request))
  },
  'POST /api/staff/work-orders/:workOrderId/cancellation': ({ principal, params, body }, deps) => {
    const request = { ...params, stepId: body.id, note: body.reason }
    return shown(deps, principal, endWorkOrder(deps, principal, 'cancel', request))
  },
  'POST /api/staff/work-orders/:workOrderId/reopening': ({ principal, params, body }, deps) => {
    const request = { ...params, stepId: body.id, note: body.reason }
    return shown(deps, principal, endWorkOrder(deps, principal, 'reopen', request))
  },
}
