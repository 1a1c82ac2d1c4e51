import type { ImposedPause, PauseReason, SeatState } from '#core/contract/seats.ts'

/** A place at which an agent takes calls. */
export interface Seat {
  /** `seat1` …; its softphone registers by this name. */
  seat: string
  /** Who has taken it; null while it is nobody's. Nobody has two. */
  staffId: string | null
  /** The session in which the agent took it: it ends with it. */
  sessionId: string | null
  state: SeatState
  /** Of a pause. A seat that is offline keeps that of the pause it comes back to. */
  reason: PauseReason | ImposedPause | null
  since: number
  /** When the state ends by itself. */
  until: number | null
  /** The pause that begins when the call and its wrap-up are over. */
  pauseNext: PauseReason | null
  /** Of the softphone's registration, new with every load of its page; null while there is none. */
  contact: string | null
  /** Since when there is that contact, or none. */
  contactAt: number
  /** When it was last done with a call, or was taken: the longest idle is rung first. */
  freeSince: number
  /** The call that it is rung for, has, or wraps up. */
  callId: string | null
  leg: number | null
}

/** What is written down of every change: reports count times of states by it. */
export interface SeatChange {
  id: string
  seat: string
  staffId: string | null
  state: SeatState
  reason: Seat['reason']
  at: number
  callId: string | null
}

/** The state of a seat that is done with what it did: what was asked for meanwhile, and nothing that cannot be rung. */
export function atRest(seat: Seat, now: number): Partial<Seat> {
  const reason = seat.pauseNext ?? (seat.state === 'paused' || seat.state === 'offline' ? seat.reason : null)
  const state = seat.contact === null ? 'offline' : reason === null ? 'free' : 'paused'
  return { state, reason, since: now, until: null, pauseNext: null, callId: null, leg: null, freeSince: now }
}

/** In a call, or on the way into one. */
export const isEngaged = ({ state }: Pick<Seat, 'state'>): boolean => state === 'ringing' || state === 'talking'
