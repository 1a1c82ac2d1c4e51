import type { z } from 'zod'
import type { CallKind, CallOutcome, CallPhase, LegEnding } from '#core/contract/calls.ts'

/** One call, from the first ring until everybody has hung up. */
export interface CallRecord {
  id: string
  kind: z.output<typeof CallKind>
  /** The other party's; '' when withheld. */
  number: string
  /** Of the other party in the telephone exchange; no two calls have had the same. */
  channel: string | null
  accountId: string | null
  phase: z.output<typeof CallPhase>
  /** Whether something of it is still to come; a recording can end later than its call. */
  live: boolean
  startedAt: number
  queuedAt: number | null
  /** When the first agent answered. */
  answeredAt: number | null
  endedAt: number | null
  outcome: CallOutcome | null
  /** Of the agent who had it last. */
  seat: string | null
  staffId: string | null
  /** The call in which the caller asked to be rung back. */
  callbackOf: string | null
  /** What an agent rings out about. */
  aboutKind: 'call' | 'voicemail' | null
  aboutId: string | null
  /** The whole call, as the callcenter goes on from it. */
  state: unknown
  /** How many steps it has made: a step that began from an older one is refused. */
  version: number
}

/** An agent who was rung for a call. */
export interface CallLeg {
  callId: string
  leg: number
  seat: string
  staffId: string
  rungAt: number
  answeredAt: number | null
  endedAt: number | null
  ending: z.output<typeof LegEnding> | null
  /** The leg that asked for this one to take over. */
  transferredFrom: number | null
  wrapUpEndedAt: number | null
}

/** One step of a call: what happened, and what was to be done about it. Enough to play the call again. */
export interface CallStep {
  callId: string
  /** The call's version that the step has made. */
  step: number
  at: number
  happened: unknown
  effects: unknown
  /** When everything had been done; null where it is not kept, or the process died before. */
  performedAt: number | null
}

/** An account was keyed in with digits that prove nothing. */
export interface ProofFailure {
  id: string
  /** As telephones are written on file; '' of those who withhold theirs. */
  callerNumber: string
  accountNumber: string
  at: number
}

/** Which process may carry calls on; one row. */
export interface TelephoneOwner {
  name: string
  /** Grows with every process that becomes the owner. */
  term: number
  since: number
}
