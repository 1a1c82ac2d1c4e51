import { connectAri } from '#callcenter/ari/connection.ts'
import type { AriEvent } from '#callcenter/ari/events.ts'
import { beginCallback } from '#callcenter/calls/begin.ts'
import type { Call, CallEvent, Effect } from '#callcenter/calls/call.ts'
import { callbackNumber } from '#callcenter/calls/callbackNumber.ts'
import { waitingBehind } from '#callcenter/queue/waitingBehind.ts'
import { latestStep, liveCalls } from '#core/calls/liveCalls.ts'
import { markPerformed } from '#core/calls/saveCallStep.ts'
import { requireTelephone } from '#core/calls/telephoneOwner.ts'
import { newId } from '#core/kernel/id.ts'
import type { Seat } from '#core/seats/seat.ts'
import { sweepSeats } from '#core/seats/sweepSeats.ts'
import { viewSeat } from '#core/seats/viewSeats.ts'
import { answerQuestion } from './answerQuestion.ts'
import { createAssign } from './assign.ts'
import { createControl } from './control.ts'
import { createDesk, isOnce } from './desk.ts'
import { createHearing } from './hearEvent.ts'
import { oneAtATime } from './oneAtATime.ts'
import { perform } from './perform.ts'
import { createReadiness } from './readiness.ts'
import { reconcile } from './reconcile.ts'
import { createRegistrations } from './registrations.ts'
import { createSipAccounts } from './sipAccounts.ts'
import { noOrigin } from './storeStep.ts'
import type { Switchboard, SwitchboardDeps } from './switchboardDeps.ts'
import { waitingLine } from './waitingLine.ts'

const sweepMs = 1_000
const reconcileMs = 30_000
export const stasisApp = 'hub'

/** Owns the telephone: carries on all calls of one Asterisk, from its lists and the stored calls on. */
export function openSwitchboard(deps: SwitchboardDeps): Switchboard {
  const { database, clock, logger, news, exchange } = deps
  let missed: ReadonlySet<string> | null = null
  const unsettled = new Set<string>()
  const adopted = new Set<string>()
  const failed = (what: string) => (error: unknown) => logger.error({ err: error }, what)

  const ari = connectAri({
    url: exchange.ari.url,
    user: exchange.ari.username,
    password: exchange.ari.password,
    app: stasisApp,
    onEvent: hear,
    onConnected: () => readiness.connected(),
    onDisconnected() {
      if (readiness.isReady()) logger.warn('Asterisk is away')
      readiness.disconnected()
    },
    onFailure: (error) => logger.debug({ err: error }, 'the connection to Asterisk has failed'),
  })
  const readiness = createReadiness({
    isConnected: () => ari.isConnected(),
    catchUp,
    onReady() {
      logger.info({ calls: desk.calls().length }, 'the telephone is ready')
      assign()
    },
    onFailure: failed('the calls could not be held against Asterisk’s'),
  })
  const { isReady } = readiness
  const accounts = createSipAccounts({
    ari,
    database,
    onFailure: failed('a password of a seat could not be ended yet'),
  })
  const telephone = { ari, clock, app: stasisApp, ownNumber: deps.ownNumbers[0] ?? '', trunk: deps.trunk }

  const desk = createDesk({
    database,
    clock,
    logger,
    ivr: deps.ivr,
    after: deps.after,
    requireTelephone: (tx) => requireTelephone(tx, deps.term),
    perform: (call, effect) => carryOut(call, effect),
    onStep,
    isHeld: () => !isReady(),
  })
  const assign = createAssign({ database, desk, onFailure: failed('nobody could be brought together') })
  const registrations = createRegistrations({
    database,
    clock,
    onChange: registered,
    onFailure: failed('a registration could not be stored'),
  })
  const hearing = createHearing({
    desk,
    clock,
    ownNumbers: deps.ownNumbers,
    isRegistered: (seat, contact) => registrations.isRegistered(seat, contact),
    onFailure: (error, event) => logger.error({ err: error, event }, 'an event of Asterisk is lost'),
  })

  function hear(event: AriEvent) {
    if (event.type === 'ContactStatusChange') registrations.hear(event)
    else if (event.type === 'ApplicationReplaced') logger.error('another process hears Asterisk’s events')
    else hearing.hear(event)
  }

  function onStep(call: Call, before: Call | null, seats: readonly Seat[]) {
    const { id: callId, phase } = call
    if (before?.phase !== phase || before.legs !== call.legs) {
      news.callChanged({ callId, phase }, [...new Set(call.legs.map(({ staffId }) => staffId))])
    }
    if (before?.phase !== phase && (phase === 'waiting' || before?.phase === 'waiting')) {
      news.queueChanged(waitingLine(desk.calls()))
    }
    if (before?.phase === 'waiting' && phase !== 'waiting') {
      for (const { id } of waitingBehind(desk.calls(), before)) {
        desk.tell(id, { type: 'queueMoved' }).catch(failed('a caller was not told of a new place'))
      }
    }
    for (const seat of seats) tellSeat(seat)
    if (phase === 'waiting' || seats.length > 0) assign()
  }

  function tellSeat(seat: Seat) {
    viewSeat(deps, seat).then((view) => news.seatChanged(view), failed('a change of a seat could not be told'))
  }

  /** The page that holds a call has been loaded anew: its caller is kept, and it is rung again. */
  function registered(seat: Seat) {
    tellSeat(seat)
    const { seat: name, contact, callId } = seat
    if (contact !== null && callId !== null) {
      desk
        .tell(callId, { type: 'agentReloaded', seat: name, contact })
        .catch(failed('a page that was loaded anew got no call'))
    }
    assign()
  }

  async function carryOut(call: Call, effect: Effect, repeated = false): Promise<CallEvent | null> {
    switch (effect.do) {
      case 'look': {
        const { sound, question } = effect
        const answer = await answerQuestion(
          deps,
          { callId: call.id, number: call.number, queuedAt: call.queuedAt },
          question,
        )
        return { type: 'looked', sound, answer }
      }
      case 'keepMessage': {
        const { purpose, recording } = effect
        // Whoever keeps it tries again by itself, and finds what was left over by a process that died.
        deps
          .keepMessage({
            callId: call.id,
            recording,
            purpose,
            callerNumber: call.number,
            accountId: call.party.accountId,
          })
          .catch(failed('a message could not be kept yet'))
        return null
      }
      case 'askForCallback': {
        const at = clock()
        const { accountIds, accountId } = call.party
        const number = callbackNumber(call.number)
        // Of a call that was stored when other numbers could be rung.
        if (number === null) return { type: 'failed', effect: effect.do }
        const asked = beginCallback({ id: newId(at), number, queuedAt: effect.queuedAt, accountIds, accountId, at })
        await desk.begin(asked, { ...noOrigin, callbackOf: call.id })
        return null
      }
      default:
        return perform(telephone, call, effect, repeated)
    }
  }

  /** After every connect, and now and then: what Asterisk knows and the hub does not, or the other way round. */
  async function catchUp(fresh: boolean) {
    if (fresh) {
      await adopt()
      await ari.request('POST', `/applications/${stasisApp}/subscription`, { query: { eventSource: 'endpoint:PJSIP' } })
      await registrations.catchUp(ari)
    }
    const { entered } = hearing
    const isRegistered = registrations.isRegistered
    const isUnsettled = (callId: string) => unsettled.has(callId)
    const found = { ari, app: stasisApp, desk, isRegistered, entered, isUnsettled }
    missed = await reconcile(found, fresh ? null : (missed ?? new Set()))
    for (const callId of adopted) await again(callId)
    if (fresh) await accounts.oweFreeSeats()
    else assign()
  }

  /** Takes over the calls that a process before this one has carried on. */
  async function adopt() {
    const records = (await liveCalls(deps)).filter(({ id }) => !desk.find(id))
    for (const record of records) {
      const step = await latestStep(deps, record)
      const effects = (step?.effects ?? []) as readonly Effect[]
      if (effects.some(isOnce) && step?.performedAt === null) unsettled.add(record.id)
      desk.adopt(record)
      adopted.add(record.id)
    }
  }

  /** Does the latest step again, as far as it was not done. A ring that was noted as done is never done twice. */
  async function again(callId: string) {
    const [record] = (await liveCalls(deps)).filter(({ id }) => id === callId)
    const call = desk.find(callId)
    const step = record && (await latestStep(deps, record))
    unsettled.delete(callId)
    adopted.delete(callId)
    if (!call || !step) return
    for (const effect of step.effects as readonly Effect[]) {
      if (isOnce(effect) && step.performedAt !== null) continue
      try {
        const event = await carryOut(call, effect, true)
        if (event) await desk.tell(callId, event)
      } catch (error) {
        logger.warn({ err: error, callId, effect: effect.do }, 'an effect could not be done again')
      }
    }
    // Were this process to die, too, the next one rings nobody for it.
    if (step.performedAt === null && (step.effects as readonly Effect[]).some(isOnce))
      await database.transaction((tx) => markPerformed(tx, callId, step.step, clock()))
  }

  async function sweep() {
    const { changed, left } = await sweepSeats(deps)
    for (const seat of changed) tellSeat(seat)
    for (const { seat, sessionId } of left) {
      deps.endSoftphone(sessionId)
      accounts.owe(seat)
    }
    if (changed.length > 0 || desk.calls().some(({ phase }) => phase === 'waiting')) assign()
    if (isReady()) await accounts.settle()
  }

  const sweepNow = oneAtATime(sweep, failed('seats could not be looked after'))
  const sweeping = setInterval(() => {
    sweepNow()
    readiness.tick()
  }, sweepMs)
  const reconciling = setInterval(readiness.lookAgain, reconcileMs)

  return {
    control: createControl({ ...deps, accounts, desk, assign, tellSeat, isReady }),
    isReady,
    calls: () => desk.calls(),
    isRecording: async (name) => (await ari.request('GET', `/recordings/live/${name}`)).ok,
    async close() {
      clearInterval(sweeping)
      clearInterval(reconciling)
      readiness.disconnected()
      await desk.stop()
      ari.close()
    },
  }
}
