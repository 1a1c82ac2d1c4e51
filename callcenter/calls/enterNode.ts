import { callbackOffer, openingSentence } from '#callcenter/ivr/answers.ts'
import type { Ivr, IvrNode, IvrNodeOf } from '#callcenter/ivr/ivr.ts'
import type { Sentence } from '#callcenter/ivr/sentences.ts'
import type { Call, Step } from './call.ts'
import { callbackNumber } from './callbackNumber.ts'
import { end } from './end.ts'
import { look, play } from './hearing.ts'
import { joinQueue } from './queueing.ts'

/** After so many wrong proofs nothing is asked any more in this call. */
export const mostProofs = 3

export const nodeOf = (ivr: Ivr, { node }: Call): IvrNode | undefined => (node === null ? undefined : ivr.nodes[node])

/** The menu that comes next, whose keys already count; undefined where something else comes. */
export function menuBehind(ivr: Ivr, call: Call, name: string): IvrNodeOf<'menu'> | undefined {
  const node = ivr.nodes[name]
  if (node?.kind === 'gate') return menuBehind(ivr, call, call.hours.open ? node.open : node.closed)
  return node?.kind === 'menu' ? node : undefined
}

/**
 * The caller comes to a node, and hears what there is to hear. `before` and `after` are said around it. A node that does
 * not exist (the tree was changed meanwhile) ends the call.
 */
export function enterNode(
  ivr: Ivr,
  call: Call,
  name: string,
  at: number,
  { before = [], after = [] }: { before?: Sentence; after?: Sentence } = {},
): Step {
  const node = ivr.nodes[name]
  const here: Call = { ...call, phase: 'ivr', node: name, keys: '', attempts: 0 }
  switch (node?.kind) {
    case 'gate':
      return enterNode(ivr, here, here.hours.open ? node.open : node.closed, at, { before, after })
    case 'say':
      return play(
        here,
        [...before, ...node.prompts, ...(node.opening ? openingSentence(here.hours, at) : []), ...after],
        at,
      )
    case 'menu':
    case 'record':
      return play(here, [...before, ...node.prompts], at)
    case 'ask': {
      if (node.question === 'proof' && here.party.failedProofs >= mostProofs)
        return enterNode(ivr, here, node.otherwise, at, { before: ['proof-exhausted'] })
      const asked = node.question === 'place' ? { ...here, party: { ...here.party, placeId: null } } : here
      return play(asked, [...before, 'ask-account-number'], at)
    }
    case 'lookUp': {
      const { accountId, placeId } = here.party
      const about = node.question === 'outage' ? (placeId ?? accountId) : accountId
      if (about === null) return enterNode(ivr, here, node.ask, at, { before })
      return look(here, { ask: node.question, accountId: about }, at)
    }
    case 'queue':
      return joinQueue(here, at, before)
    case 'callback': {
      if (here.left === 'callback') return enterNode(ivr, here, node.next, at)
      const number = callbackNumber(here.number)
      if (number === null) return enterNode(ivr, here, node.back, at, { before: ['callback-no-number'] })
      return play(here, callbackOffer(number), at)
    }
    default:
      return before.length > 0 ? play(here, before, at) : end(here, at)
  }
}
