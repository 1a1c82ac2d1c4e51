import type { Call, Step } from './call.ts'
import { ringAgent } from './legs.ts'
import { arm } from './timing.ts'

const blank: Omit<Call, 'id' | 'kind' | 'number' | 'startedAt'> = {
  channel: null,
  phase: 'ivr',
  queuedAt: null,
  node: null,
  keys: '',
  attempts: 0,
  sound: 0,
  timer: null,
  told: null,
  hears: 'nothing',
  answering: false,
  hours: { open: true, opensAt: null },
  recording: null,
  party: { accountIds: [], accountId: null, placeId: null, blocked: false, failedProofs: 0, served: false },
  legs: [],
  wanted: null,
  answeredAt: null,
  left: null,
  dials: 0,
  endedAt: null,
  outcome: null,
}

/** Somebody rang, and is in the channel. `number` is '' when withheld. */
export function beginInbound(caller: { id: string; channel: string; number: string; at: number }): Step {
  const call: Call = {
    ...blank,
    id: caller.id,
    kind: 'inbound',
    number: caller.number,
    channel: caller.channel,
    startedAt: caller.at,
    sound: 1,
  }
  return [arm(call, 'look', caller.at), [{ do: 'answer' }, { do: 'look', sound: 1, question: { ask: 'entry' } }]]
}

/** Waits for an agent in the caller's place; nobody is on the line yet. `accountIds`: as the caller's number told. */
export function beginCallback(asked: {
  id: string
  number: string
  queuedAt: number
  accountIds?: readonly string[]
  accountId?: string | null
  at: number
}): Step {
  const party = { ...blank.party, accountIds: asked.accountIds ?? [], accountId: asked.accountId ?? null }
  const { id, number, queuedAt, at } = asked
  return [{ ...blank, id, kind: 'callback', number, phase: 'waiting', queuedAt, party, startedAt: at }, []]
}

/** An agent, claimed already, rings somebody: the agent's page is rung first. */
export function beginOutbound(wish: {
  id: string
  number: string
  agent: { seat: string; staffId: string; contact: string }
  accountId?: string | null
  at: number
}): Step {
  const { id, number, agent, at } = wish
  const call: Call = {
    ...blank,
    id,
    kind: 'outbound',
    number,
    party: { ...blank.party, accountId: wish.accountId ?? null },
    wanted: { seat: agent.seat, staffId: agent.staffId },
    startedAt: at,
  }
  return ringAgent(call, agent, at)
}
