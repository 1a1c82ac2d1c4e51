import type { staffSeatRoutes } from '#core/contract/seats.ts'
import { closeSoftphone, openSoftphone } from '#core/seats/openSoftphone.ts'
import { findOwnSeat } from '#core/seats/ownSeat.ts'
import { pauseSeat, resumeSeat } from '#core/seats/pauseSeat.ts'
import type { Seat } from '#core/seats/seat.ts'
import { viewSeat } from '#core/seats/viewSeats.ts'
import { endWrapUp, extendWrapUp } from '#core/seats/wrapUp.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

/** The switchboard hears of it: somebody may be waiting for this very seat. */
async function told(deps: Deps, changing: Promise<Seat>) {
  const seat = await changing
  await deps.callControl.seatChanged(seat.seat).catch(() => undefined)
  return viewSeat(deps, seat)
}

export const staffSeats: Handlers<typeof staffSeatRoutes, Deps> = {
  'POST /api/staff/softphone/account': ({ principal }, deps) => openSoftphone(deps, principal),
  'DELETE /api/staff/softphone/account': ({ principal }, deps) => closeSoftphone(deps, principal),
  'GET /api/staff/softphone/seat': async ({ principal }, deps) => {
    const [seat, up] = await Promise.all([findOwnSeat(deps, principal.staffId), deps.callControl.isUp()])
    return { seat: seat && (await viewSeat(deps, seat)), exchange: up ? 'up' : 'down' }
  },
  'POST /api/staff/softphone/pause': ({ principal, body }, deps) =>
    told(deps, pauseSeat(deps, principal.staffId, body.reason)),
  'POST /api/staff/softphone/resume': ({ principal }, deps) => told(deps, resumeSeat(deps, principal.staffId)),
  'POST /api/staff/softphone/wrap-up': ({ principal, body }, deps) =>
    told(deps, (body.act === 'end' ? endWrapUp : extendWrapUp)(deps, principal.staffId)),
}
