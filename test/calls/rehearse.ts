import { isDeepStrictEqual } from 'node:util'
import { advance } from '#callcenter/calls/advance.ts'
import { beginInbound } from '#callcenter/calls/begin.ts'
import type { Answer, Call, CallEvent, Effect, OutageAnswer, Question, Step } from '#callcenter/calls/call.ts'
import { replay, type StoredStep } from '#callcenter/calls/replay.ts'
import { waterIvr } from '#callcenter/ivr/waterIvr.ts'
import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import { fen } from '#core/kernel/fen.ts'

/** Tuesday, 9:00 in Asia/Shanghai. */
export const nine = startOf(businessDate('2026-11-24')) + 9 * 3_600_000

/** An event, or one that depends on where the call is, such as the end of whatever is playing. */
export type Cue = CallEvent | ((call: Call) => CallEvent)

export const heard: Cue = ({ sound }) => ({ type: 'soundFinished', sound })
/** Whatever the call waits for runs out. */
export const silence: Cue = ({ timer }) => ({ type: 'timedOut', kind: timer?.kind ?? 'key', sound: timer?.sound ?? 0 })
export const keys = (text: string): Cue[] => Array.from(text, (key) => ({ type: 'keyPressed', key }))
const looked =
  (answer: Answer): Cue =>
  ({ sound }) => ({ type: 'looked', sound, answer })
export const entry = (rest: Partial<Extract<Answer, { ask: 'entry' }>> = {}): Cue =>
  looked({ ask: 'entry', open: true, opensAt: null, blacklisted: false, accountIds: [], announcement: null, ...rest })
export const outage = (rest: Partial<OutageAnswer> | null): Cue =>
  looked({ ask: 'outage', outage: rest && { ...emergency, ...rest } })
export const emergency: OutageAnswer = {
  kind: 'emergency',
  own: true,
  beginsAt: nine,
  expectedEndAt: nine + 9 * 3_600_000,
  begun: true,
}
export const bill = (owed: number, rest: Partial<Extract<Answer, { ask: 'bill' }>> = {}): Cue =>
  looked({ ask: 'bill', owed: fen(owed), lateFee: fen(0), prepayment: fen(0), bills: 0, latest: null, ...rest })
export const place = (accountId: string | null): Cue => looked({ ask: 'place', accountId })
export const proof = (accountId: string | null, exhausted = false): Cue =>
  looked({ ask: 'proof', accountId, exhausted })
export const queue = (rest: Partial<Extract<Answer, { ask: 'queue' }>> = {}): Cue =>
  looked({ ask: 'queue', open: true, opensAt: null, ahead: 2, agents: 1, waitMs: 90_000, ...rest })
export const spoken =
  (ms: number): Cue =>
  ({ recording }) => ({ type: 'recordingFinished', recording: recording?.recording ?? 0, ms })
export const failed = (effect: Effect['do'], number?: number): Cue => ({
  type: 'failed',
  effect,
  ...(number !== undefined && { number }),
})
export const person = (seat: number, page = 1) => ({
  seat: `seat${seat}`,
  staffId: `staff${seat}`,
  contact: `page${page}`,
})
export const agent = (seat: number): Cue => ({ type: 'agentFound', ...person(seat) })
export const answers = (leg: number): Cue => ({ type: 'legAnswered', leg })
export const ends = (leg: number, cause: Extract<CallEvent, { type: 'legEnded' }>['cause'] = 'hungUp'): Cue => ({
  type: 'legEnded',
  leg,
  cause,
})
export const reloads = (seat: number, page = 2): Cue => ({
  type: 'agentReloaded',
  seat: `seat${seat}`,
  contact: `page${page}`,
})
export const transfers = (leg: number, seat: number): Cue => ({ type: 'transferAsked', leg, to: person(seat) })
export const hangsUp: Cue = { type: 'hungUp' }
export const cutOff: Cue = { type: 'cut' }

/** In a word or two: `play welcome closed`, `ring 1 seat1`. */
export function inWords(effect: Effect): string {
  switch (effect.do) {
    case 'play':
      return `play ${effect.prompts.join(' ')}`
    case 'look':
      return `look ${questionInWords(effect.question)}`
    case 'record':
      return `record ${effect.maxSeconds}`
    case 'keepMessage':
      return `keepMessage ${effect.purpose} ${effect.ms}`
    case 'ring':
      return `ring ${effect.leg} ${effect.seat}`
    case 'join':
    case 'releaseLeg':
    case 'dialParty':
      return `${effect.do} ${effect.leg}`
    default:
      return effect.do
  }
}

const questionInWords = ({ ask, ...rest }: Question): string => [ask, ...Object.values(rest)].join(' ')

export interface Rehearsal {
  call: Call
  /** What was done, in words. */
  done: readonly string[]
  /** What the last event did. */
  last: readonly string[]
  /** Whether the last event meant anything. */
  meant: boolean
  begun: Call
  steps: readonly StoredStep[]
  at: number
}

export const caller = (number = '13800000001'): Step =>
  beginInbound({ id: 'c1', channel: 'channel1', number, at: nine })

/**
 * Plays events to a call, a second apart; a timer that runs out does so when it is due.
 * @throws Error when a replay of the stored steps makes another call
 */
export function rehearse([begun, first]: Step, cues: readonly (Cue | readonly Cue[])[]): Rehearsal {
  let [call, at, last, meant] = [begun, begun.startedAt, first, true]
  const done = first.map(inWords)
  const steps: StoredStep[] = []
  for (const cue of cues.flat()) {
    const event = typeof cue === 'function' ? cue(call) : cue
    at = event.type === 'timedOut' && call.timer ? Math.max(at, call.timer.dueAt) : at + 1000
    const [next, effects] = advance(waterIvr, call, event, at)
    steps.push({ event, at, effects })
    done.push(...effects.map(inWords))
    meant = next !== call
    last = effects
    call = next
  }
  // As it comes out of a database.
  const stored = JSON.parse(JSON.stringify({ begun, steps, call })) as { begun: Call; steps: StoredStep[]; call: Call }
  if (!isDeepStrictEqual(replay(waterIvr, stored.begun, stored.steps), stored.call))
    throw new Error('replayed otherwise')
  return { call, done, last: last.map(inWords), meant, begun, steps, at }
}
