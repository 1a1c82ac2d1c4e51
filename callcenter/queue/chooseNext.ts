/** A call that may be given to an agent now. */
export interface WaitingCall {
  id: string
  queuedAt: number
  /** For whom alone it is. */
  wanted: { seat: string; staffId: string } | null
  /** Staff who have let it ring already, or declined it: they get it only when nobody else is free. */
  declinedBy: readonly string[]
}

export interface Agent {
  seat: string
  staffId: string
  /** The registration to be rung. */
  contact: string
  /** Only the free are given calls. */
  state: 'free' | 'paused' | 'ringing' | 'talking' | 'wrapUp' | 'away'
  /** Since when in this state: of the free, the longest idle gets the next call. */
  since: number
}

export interface Match {
  callId: string
  seat: string
  staffId: string
  contact: string
}

/**
 * Who gets whom next. Callers whose agent was lost in the middle of a conversation come first, for that agent alone;
 * then whoever has waited longest, callbacks in the place of their caller; each gets the agent who has been free longest.
 * Equal times are decided by id and seat, so that everybody who asks is told the same. Null: nothing can be given out.
 */
export function chooseNext(calls: readonly WaitingCall[], agents: readonly Agent[]): Match | null {
  const free = agents
    .filter(({ state }) => state === 'free')
    .toSorted((a, b) => a.since - b.since || compare(a.seat, b.seat))
  const inOrder = calls.toSorted(
    (a, b) => Number(a.wanted === null) - Number(b.wanted === null) || a.queuedAt - b.queuedAt || compare(a.id, b.id),
  )
  for (const { id, wanted, declinedBy } of inOrder) {
    const agent = wanted
      ? free.find(({ seat, staffId }) => seat === wanted.seat && staffId === wanted.staffId)
      : (free.find(({ staffId }) => !declinedBy.includes(staffId)) ?? free[0])
    if (agent) return { callId: id, seat: agent.seat, staffId: agent.staffId, contact: agent.contact }
  }
  return null
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
