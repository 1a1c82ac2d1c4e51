import type { Call } from '#callcenter/calls/call.ts'
import { isLive } from '#callcenter/calls/legs.ts'
import type { WaitingCall } from './chooseNext.ts'

/** Null while it is not to be given to anybody: not waiting, or a callback that is not due again yet. */
export function waitingOf({ id, phase, queuedAt, timer, wanted, legs }: Call): WaitingCall | null {
  if (phase !== 'waiting' || queuedAt === null || timer?.kind === 'again') return null
  const declined = legs.filter((leg) => !isLive(leg) && (leg.end === 'declined' || leg.end === 'unanswered'))
  return { id, queuedAt, wanted, declinedBy: declined.map(({ staffId }) => staffId) }
}
