import type { Ivr, IvrNodeOf } from '#callcenter/ivr/ivr.ts'
import type { PromptName } from '#callcenter/ivr/prompts.ts'
import type { Answer, Call, CallEvent, Step } from './call.ts'
import { enterNode, mostProofs } from './enterNode.ts'
import { hush, look, play } from './hearing.ts'
import { step, andThen } from './steps.ts'
import { arm } from './timing.ts'

const accountNumber = /^\d{6,12}$/
const longestNumber = 12
const tailLength = 4

/** Of the keys, `20000001#1234`: the number that is finished, and what is being keyed. */
function parts(keys: string): { number: string | null; typed: string } {
  const at = keys.indexOf('#')
  return at < 0 ? { number: null, typed: keys } : { number: keys.slice(0, at), typed: keys.slice(at + 1) }
}

/** Digits into a question. Null: means nothing here. */
export function atAsk(ivr: Ivr, call: Call, node: IvrNodeOf<'ask'>, event: CallEvent, at: number): Step | null {
  if (event.type === 'keyPressed') return andThen(hush(call), (quiet) => keyed(ivr, quiet, node, event.key, at))
  if (event.type === 'looked') return answered(ivr, call, node, event.answer, at)
  if (event.type === 'failed' && event.effect === 'look') return unknown(ivr, call, node, at)
  if (event.type !== 'timedOut') return null
  if (event.kind === 'look') return unknown(ivr, call, node, at)
  return parts(call.keys).typed === '' ? again(ivr, call, node, 'not-understood', at) : submit(ivr, call, node, at)
}

function keyed(ivr: Ivr, call: Call, node: IvrNodeOf<'ask'>, key: string, at: number): Step {
  const { number, typed } = parts(call.keys)
  if (key === '*') return anew(call, number, at)
  if (key === '#') return typed === '' ? enterNode(ivr, call, node.back, at) : submit(ivr, call, node, at)
  const more: Call = { ...call, keys: call.keys + key }
  const full = typed.length + 1 >= (number === null ? longestNumber : tailLength)
  return full ? submit(ivr, more, node, at) : step(arm(more, 'key', at))
}

/** The number that was being keyed, from its beginning. */
const anew = (call: Call, number: string | null, at: number): Step =>
  number === null
    ? play({ ...call, keys: '' }, ['ask-account-number'], at)
    : play({ ...call, keys: `${number}#` }, ['ask-phone-tail'], at)

function submit(ivr: Ivr, call: Call, node: IvrNodeOf<'ask'>, at: number): Step {
  const { number, typed } = parts(call.keys)
  if (number !== null) {
    if (typed.length < tailLength) return again(ivr, call, node, 'number-incomplete', at)
    return look(call, { ask: 'proof', accountNumber: number, phoneTail: typed }, at)
  }
  if (!accountNumber.test(typed)) return again(ivr, call, node, 'number-incomplete', at)
  // From a telephone that is on file the number suffices, if it is an account of that telephone.
  const suffices = node.question === 'place' || call.party.accountIds.length > 0
  return suffices ? look(call, { ask: 'place', accountNumber: typed }, at) : askTail(call, at)
}

const askTail = (call: Call, at: number): Step =>
  play({ ...call, keys: `${parts(call.keys).typed}#` }, ['ask-phone-tail'], at)

function answered(ivr: Ivr, call: Call, node: IvrNodeOf<'ask'>, answer: Answer, at: number): Step | null {
  if (answer.ask !== 'place' && answer.ask !== 'proof') return null
  const { accountId } = answer
  if (answer.ask === 'proof') {
    if (accountId !== null) return found(ivr, call, node, { accountId, placeId: null }, at)
    const failedProofs = answer.exhausted ? mostProofs : call.party.failedProofs + 1
    const failed: Call = { ...call, party: { ...call.party, failedProofs } }
    if (failedProofs < mostProofs) return again(ivr, failed, node, 'proof-failed', at)
    return enterNode(ivr, failed, node.otherwise, at, { before: ['proof-exhausted'] })
  }
  if (node.question === 'place') {
    if (accountId === null) return again(ivr, call, node, 'account-not-found', at)
    return found(ivr, call, node, { placeId: accountId }, at)
  }
  const own = accountId !== null && call.party.accountIds.includes(accountId)
  return own ? found(ivr, call, node, { accountId, placeId: null }, at) : askTail(call, at)
}

const found = (ivr: Ivr, call: Call, node: IvrNodeOf<'ask'>, party: Partial<Call['party']>, at: number): Step =>
  enterNode(ivr, { ...call, party: { ...call.party, ...party } }, node.found, at)

const unknown = (ivr: Ivr, call: Call, node: IvrNodeOf<'ask'>, at: number): Step =>
  enterNode(ivr, call, node.otherwise, at, { before: ['lookup-failed'] })

function again(ivr: Ivr, call: Call, node: IvrNodeOf<'ask'>, why: PromptName, at: number): Step {
  const attempts = call.attempts + 1
  if (attempts >= node.attempts) return enterNode(ivr, call, node.otherwise, at, { before: [why] })
  return play({ ...call, keys: '', attempts }, [why, 'ask-account-number'], at)
}
