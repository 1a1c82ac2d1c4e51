import { queueSentence } from '#callcenter/ivr/answers.ts'
import type { Ivr } from '#callcenter/ivr/ivr.ts'
import type { Answer, Call, CallEvent, Step } from './call.ts'
import { callbackNumber } from './callbackNumber.ts'
import { end } from './end.ts'
import { enterNode, nodeOf } from './enterNode.ts'
import { hush, music, play } from './hearing.ts'
import { lookFailed, soundIsOver } from './inIvr.ts'
import { ringAgent } from './legs.ts'
import { askPlace, backToQueue } from './queueing.ts'
import { step, andThen } from './steps.ts'
import { arm, disarm, waits } from './timing.ts'

/** Null: means nothing here. */
export function inWaiting(ivr: Ivr, call: Call, event: CallEvent, at: number): Step | null {
  if (event.type === 'agentFound') return mayHave(call, event) ? ringAgent(call, event, at) : null
  if (event.type === 'agentReloaded') {
    if (call.wanted?.seat !== event.seat) return null
    return ringAgent(call, { ...call.wanted, contact: event.contact }, at)
  }
  if (event.type === 'timedOut' && event.kind === 'again') return step(disarm(call))
  // Everything else is about somebody who listens.
  if (call.channel === null) return null
  if (call.hears === 'sound' && soundIsOver(event)) return afterSound(call, at)
  if (lookFailed(event)) return step(arm(call, 'place', at))
  switch (event.type) {
    case 'looked':
      return event.answer.ask === 'queue' ? tellPlace(ivr, call, event.answer, at) : null
    case 'queueMoved':
      return moved(call, at)
    case 'keyPressed':
      return keyed(ivr, call, event.key, at)
    case 'timedOut':
      if (event.kind === 'place') return askPlace(call, at)
      return event.kind === 'seat' ? seatIsLost(call, at) : null
    case 'failed':
      return musicFailed(call, event.effect, at)
    default:
      return null
  }
}

const mayHave = ({ wanted, timer }: Call, agent: { seat: string; staffId: string }): boolean =>
  timer?.kind !== 'again' && (wanted === null || (wanted.seat === agent.seat && wanted.staffId === agent.staffId))

/** Where nothing was told yet that comes first, with music meanwhile. */
const afterSound = (call: Call, at: number): Step =>
  call.attempts === 0
    ? askPlace({ ...call, hears: 'nothing' }, at)
    : andThen(music({ ...call, hears: 'nothing' }), (listening) => step(untilToldAgain(listening, at)))

function tellPlace(ivr: Ivr, call: Call, answer: Extract<Answer, { ask: 'queue' }>, at: number): Step | null {
  const node = nodeOf(ivr, call)
  // Only who comes is turned away: opening hours that end do not end anybody's wait.
  if (!answer.open && call.attempts === 0 && node?.kind === 'queue') {
    const { open, opensAt } = answer
    const turnedAway: Call = { ...call, queuedAt: null, hours: { open, opensAt } }
    return andThen(hush(turnedAway), (quiet) => enterNode(ivr, quiet, node.closed, at))
  }
  const { ahead } = answer
  // Whoever hears music need not hear the same again so soon.
  if (call.hears === 'music' && call.told?.ahead === ahead && at < call.told.at + waits.place)
    return step(untilToldAgain({ ...call, told: { ...call.told, moved: false } }, at))
  const choices = node?.kind !== 'queue' ? 'none' : callbackNumber(call.number) === null ? 'voicemail' : 'all'
  const told = { ahead, at, moved: false }
  return play({ ...call, attempts: call.attempts + 1, told }, queueSentence(answer, choices), at)
}

/** The place has changed: it is told before its time, but not while it is being told, or has been just now. */
function moved(call: Call, at: number): Step | null {
  const { told: before, timer } = call
  if (!before || before.moved) return null
  const changed: Call = { ...call, told: { ...before, moved: true } }
  if (call.hears === 'sound') return step(changed)
  const dueAt = before.at + waits.placeChanged
  if (timer?.kind !== 'place' || timer.dueAt <= dueAt) return null
  return dueAt > at ? step(untilToldAgain(changed, at)) : askPlace(changed, at)
}

/** Armed for when the place is to be told the next time. */
function untilToldAgain(call: Call, at: number): Call {
  const { told: before } = call
  return before?.moved === true
    ? arm(call, 'place', at, Math.max(0, before.at + waits.placeChanged - at))
    : arm(call, 'place', at)
}

function keyed(ivr: Ivr, call: Call, key: string, at: number): Step | null {
  const node = nodeOf(ivr, call)
  if (node?.kind !== 'queue' || call.wanted !== null || (key !== '1' && key !== '2')) return null
  return andThen(hush(call), (quiet) => enterNode(ivr, quiet, key === '1' ? node.callback : node.voicemail, at))
}

/** Who was rung by an agent never asked to wait for another one. */
const seatIsLost = (call: Call, at: number): Step =>
  call.kind === 'outbound' ? apologise(call, at) : backToQueue(call, at)

export const apologise = (call: Call, at: number): Step =>
  call.channel === null ? end(call, at) : play({ ...call, phase: 'ivr', node: null, wanted: null }, ['line-lost'], at)

/** Music that cannot be had, wherever it was to play. */
export function musicFailed(call: Call, effect: string, at: number): Step | null {
  if (effect === 'holdParty' && call.hears === 'hold') return music(call)
  if (effect !== 'startMusic' || call.hears !== 'music') return null
  const silent: Call = { ...call, hears: 'nothing' }
  // The answer that is on its way is heard in place of it.
  if (call.timer?.kind === 'look') return step(silent)
  // While somebody is rung the silence ends with that, at the latest.
  return call.phase === 'waiting' && call.timer?.kind !== 'seat'
    ? step(arm(silent, 'place', at, waits.placeWithoutMusic))
    : step(silent)
}
