import { cancelTransfer, dialNumber, hangUpCall, transferCall } from '#core/calls/controlCall.ts'
import { listCalls, viewCall, viewOwnCall } from '#core/calls/listCalls.ts'
import { agentHours, serviceDays } from '#core/calls/serviceLevel.ts'
import { viewBoard } from '#core/calls/viewBoard.ts'
import { viewCaller } from '#core/calls/viewCaller.ts'
import type { staffCallRoutes } from '#core/contract/calls.ts'
import { colleagues } from '#core/seats/viewSeats.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

export const staffCalls: Handlers<typeof staffCallRoutes, Deps> = {
  'GET /api/staff/softphone/call': ({ principal }, deps) => viewOwnCall(deps, principal.staffId),
  'GET /api/staff/colleagues': (_, deps) => colleagues(deps),
  'GET /api/staff/calls/:callId/caller': ({ principal, params }, deps) => viewCaller(deps, principal, params.callId),
  'POST /api/staff/calls': async ({ principal, body }, deps) => {
    await dialNumber(deps, principal, body)
    return { callId: body.id }
  },
  'POST /api/staff/calls/:callId/hang-up': ({ principal, params }, deps) => hangUpCall(deps, principal, params.callId),
  'POST /api/staff/calls/:callId/transfer': ({ principal, params, body }, deps) =>
    transferCall(deps, principal, { callId: params.callId, seat: body.seat }),
  'DELETE /api/staff/calls/:callId/transfer': ({ principal, params }, deps) =>
    cancelTransfer(deps, principal, params.callId),
  'GET /api/staff/calls': ({ query }, deps) => listCalls(deps, query),
  'GET /api/staff/calls/:callId': ({ principal, params }, deps) => viewCall(deps, principal, params.callId),
  'GET /api/staff/call-reports/days': ({ query }, deps) => serviceDays(deps, query),
  'GET /api/staff/call-reports/agents': ({ query }, deps) => agentHours(deps, query),
  'GET /api/staff/call-board': (_, deps) => viewBoard(deps),
}
