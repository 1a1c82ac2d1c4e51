import { billAnswer, outageAnswer, outageSentence } from '#callcenter/ivr/answers.ts'
import type { Ivr, IvrNodeOf, Key } from '#callcenter/ivr/ivr.ts'
import type { Answer, Call, CallEvent, Step } from './call.ts'
import { end } from './end.ts'
import { enterNode, menuBehind, nodeOf } from './enterNode.ts'
import { hush, play } from './hearing.ts'
import { atAsk } from './atAsk.ts'
import { step, andThen } from './steps.ts'
import { arm, waits } from './timing.ts'

/** What has ended here: the sound, by itself or because it could not be played. */
export const soundIsOver = (event: CallEvent): boolean =>
  event.type === 'soundFinished' ||
  (event.type === 'failed' && event.effect === 'play') ||
  (event.type === 'timedOut' && event.kind === 'sound')

/** No answer is to be had. */
export const lookFailed = (event: CallEvent): boolean =>
  (event.type === 'failed' && event.effect === 'look') || (event.type === 'timedOut' && event.kind === 'look')

/** Null: means nothing here. */
export function inIvr(ivr: Ivr, call: Call, event: CallEvent, at: number): Step | null {
  if (call.hears === 'sound' && soundIsOver(event)) return afterSound(ivr, finished(call), at)
  // Keys and answers that come while the hub looks something up belong to nothing.
  if (event.type === 'keyPressed' && call.timer?.kind === 'look') return null
  const node = nodeOf(ivr, call)
  switch (node?.kind) {
    case undefined:
      return call.node === null ? atEntry(ivr, call, event, at) : null
    case 'menu':
      return atMenu(ivr, call, node, event, at)
    case 'say':
      return event.type === 'keyPressed' ? keyAhead(ivr, call, node.next, event.key, at) : null
    case 'ask':
      return atAsk(ivr, call, node, event, at)
    case 'lookUp':
      return atLookUp(ivr, call, node, event, at)
    case 'record':
      return event.type === 'keyPressed' && event.key === '#'
        ? andThen(hush(call), (quiet) => record(quiet, node, at))
        : null
    case 'callback':
      return atCallback(ivr, call, node, event, at)
    default:
      return null
  }
}

const finished = (call: Call): Call => ({ ...served(call), hears: 'nothing' })

const served = (call: Call): Call =>
  call.answering ? { ...call, answering: false, party: { ...call.party, served: true } } : call

function afterSound(ivr: Ivr, call: Call, at: number): Step {
  const node = nodeOf(ivr, call)
  switch (node?.kind) {
    case 'menu':
      return step(arm(call, 'key', at))
    case 'ask':
      return step(arm(call, 'key', at, waits.firstDigit))
    case 'say':
    case 'lookUp':
      return enterNode(ivr, call, node.next, at)
    case 'record':
      return record(call, node, at)
    case 'callback':
      return call.left === 'callback' ? enterNode(ivr, call, node.next, at) : step(arm(call, 'key', at))
    default:
      return end(call, at)
  }
}

function atEntry(ivr: Ivr, call: Call, event: CallEvent, at: number): Step | null {
  if (lookFailed(event)) return enterNode(ivr, call, ivr.entry.open, at)
  if (event.type !== 'looked' || event.answer.ask !== 'entry') return null
  const { open, opensAt, blacklisted: blocked, accountIds, announcement } = event.answer
  const [first, ...others] = accountIds
  const accountId = first !== undefined && others.length === 0 ? first : null
  const known: Call = { ...call, hours: { open, opensAt }, party: { ...call.party, accountIds, accountId, blocked } }
  if (blocked) return enterNode(ivr, known, ivr.entry.refused, at)
  const after = announcement ? outageSentence(announcement, at) : []
  const [entered, effects] = enterNode(ivr, known, open ? ivr.entry.open : ivr.entry.closed, at, { after })
  return [{ ...entered, answering: announcement?.own ?? false }, effects]
}

function atMenu(ivr: Ivr, call: Call, node: IvrNodeOf<'menu'>, event: CallEvent, at: number): Step | null {
  if (event.type === 'keyPressed') {
    const next = node.keys[event.key as Key]
    if (next !== undefined) return andThen(hush(call), (quiet) => enterNode(ivr, quiet, next, at))
  } else if (event.type !== 'timedOut' || event.kind !== 'key') return null
  if (call.attempts + 1 >= node.attempts)
    return andThen(hush(call), (quiet) => enterNode(ivr, quiet, node.otherwise, at))
  return play({ ...call, attempts: call.attempts + 1 }, ['not-understood', ...node.prompts], at)
}

/** A key of the menu that comes next cuts the sentence short. */
function keyAhead(ivr: Ivr, call: Call, name: string, key: string, at: number): Step | null {
  const next = menuBehind(ivr, call, name)?.keys[key as Key]
  return next === undefined ? null : andThen(hush(served(call)), (quiet) => enterNode(ivr, quiet, next, at))
}

function atLookUp(ivr: Ivr, call: Call, node: IvrNodeOf<'lookUp'>, event: CallEvent, at: number): Step | null {
  if (event.type === 'keyPressed') return keyAhead(ivr, call, node.next, event.key, at)
  if (lookFailed(event)) return enterNode(ivr, call, node.next, at, { before: ['lookup-failed'] })
  const words = event.type === 'looked' && event.answer.ask === node.question ? wordsOf(event.answer, at) : null
  if (words === null) return null
  const [playing, effects] = play(call, words, at)
  return [{ ...playing, answering: true }, effects]
}

function wordsOf(answer: Answer, at: number) {
  if (answer.ask === 'outage') return outageAnswer(answer, at)
  return answer.ask === 'bill' ? billAnswer(answer) : null
}

/** The beep is the exchange's. */
function record(call: Call, { purpose, maxSeconds }: IvrNodeOf<'record'>, at: number): Step {
  const recording = call.sound + 1
  const recorded: Call = { ...call, phase: 'recording', sound: recording, recording: { purpose, recording, since: at } }
  return step(arm(recorded, 'record', at, maxSeconds * 1000 + waits.record), { do: 'record', recording, maxSeconds })
}

function atCallback(ivr: Ivr, call: Call, node: IvrNodeOf<'callback'>, event: CallEvent, at: number): Step | null {
  if (call.left === 'callback') {
    if (event.type !== 'failed' || event.effect !== 'askForCallback') return null
    return enterNode(ivr, { ...call, left: null }, node.back, at, { before: ['callback-failed'] })
  }
  const confirms = event.type === 'keyPressed' && event.key === '1'
  if (event.type !== 'keyPressed' && (event.type !== 'timedOut' || event.kind !== 'key')) return null
  if (!confirms) return andThen(hush(call), (quiet) => enterNode(ivr, quiet, node.back, at))
  return andThen(
    step({ ...call, left: 'callback' }, { do: 'askForCallback', queuedAt: call.queuedAt ?? at }),
    (asked) => play(asked, ['callback-promised'], at),
  )
}
