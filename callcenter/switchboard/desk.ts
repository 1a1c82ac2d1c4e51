import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { advance } from '#callcenter/calls/advance.ts'
import type { Call, CallEvent, Effect, Step } from '#callcenter/calls/call.ts'
import type { Ivr } from '#callcenter/ivr/ivr.ts'
import type { CallRecord } from '#core/calls/call.ts'
import { findCall } from '#core/calls/liveCalls.ts'
import { CallMovedOn, markPerformed } from '#core/calls/saveCallStep.ts'
import { TelephoneTaken } from '#core/calls/telephoneOwner.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import type { Logger } from '#core/kernel/logger.ts'
import type { AfterCall } from '#core/seats/followCall.ts'
import type { Seat } from '#core/seats/seat.ts'
import { noOrigin, type Origin, type StoredStep, storeStep } from './storeStep.ts'

export interface DeskDeps {
  database: Database
  clock: Clock
  logger: Logger
  ivr: Ivr
  after: AfterCall
  /** Refuses, within the transaction of a step, a process that does not own the telephone any more. */
  requireTelephone(tx: Transaction): Promise<void>
  /** Does what is to be done; an event that comes of it is taken to the call. */
  perform(call: Call, effect: Effect): Promise<CallEvent | null>
  /** While Asterisk is away, what is due waits: what has become of the calls is found out when it is back. */
  isHeld(): boolean
  /** After a step was stored and before its effects. */
  onStep(call: Call, before: Call | null, seats: readonly Seat[]): void
}

/** What is had in the same transaction as the step, or the step is not made: a free agent. */
export type Claim = (tx: Transaction, now: number) => Promise<boolean>

/** The calls that this process carries on. Steps of one call run one after the other, calls side by side. */
export interface Desk {
  /** Takes an event to its call, in turn. Resolves to whether it has moved the call: a claim is had only then. */
  tell(callId: string, event: CallEvent, claim?: Claim): Promise<boolean>
  /** Resolves to whether it is new. */
  begin(step: Step, origin?: Origin, claim?: Claim): Promise<boolean>
  /** Goes on with a stored call that this process does not have yet. */
  adopt(record: CallRecord): void
  find(callId: string): Call | undefined
  byChannel(channel: string): Call | undefined
  calls(): Call[]
  /** Resolves when no step is being made. No timer fires any more. */
  stop(): Promise<void>
}

interface Entry {
  call: Call
  version: number
  origin: Origin
  turn: Promise<unknown>
  timer: NodeJS.Timeout | undefined
}

const noted: ReadonlySet<Effect['do']> = new Set<Effect['do']>(['ring', 'dialParty', 'askForCallback'])
/** What must not be done twice by whoever goes on after this process: it is noted that it was done. */
export const isOnce = (effect: Effect): boolean => noted.has(effect.do)
const heldMs = 500
const storeAgainMs = 5_000
const longestTimerMs = 2 ** 31 - 1
const mostConflicts = 5
const mostFailures = 8

class NotHad extends Error {}
/** Trying it again would not help. */
const isFinal = (error: unknown) =>
  error instanceof CallMovedOn || error instanceof NotHad || error instanceof TelephoneTaken

export function createDesk(deps: DeskDeps): Desk {
  const { database, clock, logger, ivr, after, requireTelephone, perform, onStep, isHeld } = deps
  const entries = new Map<string, Entry>()
  const channels = new Map<string, string>()
  let stopped = false

  function inTurn<T>(entry: Entry, work: () => Promise<T>): Promise<T> {
    const turn = entry.turn.then(work)
    entry.turn = turn.catch(() => undefined)
    return turn
  }

  function remember(entry: Entry) {
    const { call } = entry
    entries.set(call.id, entry)
    if (call.channel !== null) channels.set(call.channel, call.id)
    arm(entry)
  }

  function forget({ call, timer }: Entry) {
    clearTimeout(timer)
    entries.delete(call.id)
    if (call.channel !== null) channels.delete(call.channel)
  }

  function arm(entry: Entry) {
    clearTimeout(entry.timer)
    const { timer, id } = entry.call
    if (!timer || stopped) return
    const { kind, sound, dueAt } = timer
    const setOff = (ms: number) => {
      clearTimeout(entry.timer)
      entry.timer = setTimeout(fire, ms)
    }
    const fire = () => {
      if (isHeld()) return setOff(heldMs)
      tell(id, { type: 'timedOut', kind, sound }).catch((error: unknown) => {
        logger.error({ err: error, callId: id, timer: kind }, 'what was due in a call could not be stored')
        if (stopped || error instanceof TelephoneTaken) return
        // Nobody else would wake the call.
        if (entries.get(id) === entry && isDeepStrictEqual(entry.call.timer, timer)) setOff(storeAgainMs)
      })
    }
    setOff(Math.min(Math.max(dueAt - clock(), 0), longestTimerMs))
  }

  /** The database may be away for a while: what happened is not lost by it. */
  async function patiently<T>(callId: string, work: () => Promise<T>): Promise<T> {
    for (let failures = 0; ; failures++) {
      try {
        return await work()
      } catch (error) {
        if (isFinal(error) || failures >= mostFailures || stopped) throw error
        logger.error({ err: error, callId }, 'a step of a call cannot be stored yet')
        await sleep(Math.min(100 * 2 ** failures, 5_000))
      }
    }
  }

  async function store(step: StoredStep, claim: Claim | undefined): Promise<Seat[] | null> {
    try {
      return await patiently(step.after.id, () =>
        database.transaction(async (tx) => {
          await requireTelephone(tx)
          if (claim && !(await claim(tx, step.at))) throw new NotHad()
          return storeStep(tx, step, after)
        }),
      )
    } catch (error) {
      if (error instanceof NotHad) return null
      throw error
    }
  }

  async function advanceBy(entry: Entry, event: CallEvent, claim: Claim | undefined): Promise<boolean> {
    for (let conflicts = 0; conflicts < mostConflicts; conflicts++) {
      const { call: before, version, origin } = entry
      const at = clock()
      const [call, effects] = advance(ivr, before, event, at)
      if (call === before && effects.length === 0) return false
      const step = { before, after: call, version: version + 1, happened: event, effects, origin, at }
      try {
        const seats = await store(step, claim)
        if (!seats) return false
        await took(entry, call, seats, effects)
        return true
      } catch (error) {
        if (!(error instanceof CallMovedOn)) throw error
        const record = await findCall(deps, before.id)
        if (!record) throw error
        Object.assign(entry, { call: record.state as Call, version: record.version })
      }
    }
    throw new CallMovedOn(entry.call.id)
  }

  /** The state is stored; what follows from it can be done, also by whoever comes after this process. */
  async function took(entry: Entry, call: Call, seats: readonly Seat[], effects: readonly Effect[]) {
    const before = entry.version === 0 ? null : entry.call
    entry.call = call
    entry.version += 1
    remember(entry)
    onStep(call, before, seats)
    for (const effect of effects) await attempt(call, effect)
    if (effects.some(isOnce)) {
      const { version } = entry
      await patiently(call.id, () => database.transaction((tx) => markPerformed(tx, call.id, version, clock())))
    }
    if (call.phase === 'over') forget(entry)
  }

  async function attempt(call: Call, effect: Effect) {
    try {
      const event = await perform(call, effect)
      if (event) tellLater(call.id, event)
    } catch (error) {
      logger.error({ err: error, callId: call.id, effect: effect.do }, 'an effect of a call has failed')
      tellLater(call.id, failureOf(effect))
    }
  }

  const tellLater = (callId: string, event: CallEvent) =>
    void tell(callId, event).catch((error: unknown) =>
      logger.error({ err: error, callId }, 'an event of a call is lost'),
    )

  async function tell(callId: string, event: CallEvent, claim?: Claim): Promise<boolean> {
    const entry = entries.get(callId)
    if (!entry) return false
    return inTurn(entry, () => (stopped ? Promise.resolve(false) : advanceBy(entry, event, claim)))
  }

  return {
    tell,
    async begin([call, effects], origin = noOrigin, claim) {
      if (entries.has(call.id) || (call.channel !== null && channels.has(call.channel))) return false
      const entry: Entry = { call, version: 0, origin, turn: Promise.resolve(), timer: undefined }
      // Known at once: events of its channel come while it is being stored.
      entries.set(call.id, entry)
      if (call.channel !== null) channels.set(call.channel, call.id)
      return inTurn(entry, async () => {
        const step = { before: null, after: call, version: 1, happened: { type: 'begun' as const }, effects, origin }
        try {
          const seats = await store({ ...step, at: clock() }, claim)
          if (seats) {
            await took(entry, call, seats, effects)
            return true
          }
        } catch (error) {
          if (!(error instanceof CallMovedOn)) {
            forget(entry)
            throw error
          }
        }
        // Somebody else has it, or the agent is not to be had.
        forget(entry)
        return false
      })
    },
    adopt(record) {
      if (entries.has(record.id)) return
      const { callbackOf, aboutKind, aboutId, version } = record
      const origin = { callbackOf, aboutKind, aboutId }
      remember({ call: record.state as Call, version, origin, turn: Promise.resolve(), timer: undefined })
    },
    find: (callId) => entries.get(callId)?.call,
    byChannel(channel) {
      const callId = channels.get(channel)
      return callId === undefined ? undefined : entries.get(callId)?.call
    },
    calls: () => [...entries.values()].map(({ call }) => call),
    async stop() {
      stopped = true
      for (const { timer } of entries.values()) clearTimeout(timer)
      await Promise.all([...entries.values()].map(({ turn }) => turn))
    },
  }
}

/** The number by which the call knows whether it is its latest. */
function failureOf(effect: Effect): CallEvent {
  const numbered = effect as { sound?: number; recording?: number; leg?: number }
  const number = numbered.sound ?? numbered.recording ?? numbered.leg
  return { type: 'failed', effect: effect.do, ...(number !== undefined && { number }) }
}
