import fc from 'fast-check'
import { beginCallback, beginOutbound } from '#callcenter/calls/begin.ts'
import type { Call, CallEvent, Effect, Step } from '#callcenter/calls/call.ts'
import { ringingLeg, talkingLeg } from '#callcenter/calls/legs.ts'
import { waterIvr } from '#callcenter/ivr/waterIvr.ts'
import {
  agent,
  answers,
  bill,
  caller,
  type Cue,
  cutOff,
  emergency,
  ends,
  entry,
  failed,
  hangsUp,
  heard,
  nine,
  outage,
  person,
  place,
  proof,
  queue,
  reloads,
  silence,
  spoken,
  transfers,
} from './rehearse.ts'

const leg = fc.integer({ min: 1, max: 6 })
const seat = fc.integer({ min: 1, max: 3 })
const seldom = <T>(usual: T, other: T) => fc.oneof({ arbitrary: fc.constant(usual), weight: 9 }, fc.constant(other))

/** One thing to do for every situation that a call can be in. */
interface Inclination {
  entry: Cue
  answer: { outage: Cue; bill: Cue; place: Cue; proof: Cue; queue: Cue }
  key: string
  seat: number
  talks: 'agent' | 'lost' | 'reload' | 'transfer' | 'notJoined'
  takes: 'answers' | 'declines' | 'silence' | 'lost' | 'reload' | 'fails'
  party: 'answers' | 'fails' | 'silence'
  waits: 'agent' | 'key' | 'time'
  ms: number
}

const inclination: fc.Arbitrary<Inclination> = fc.record({
  entry: fc.constantFrom(
    entry(),
    entry(),
    entry({ accountIds: ['a1'] }),
    entry({ accountIds: ['a1', 'a2'], announcement: emergency }),
    entry({ accountIds: ['a1'], announcement: { ...emergency, own: false } }),
    entry({ open: false, opensAt: nine + 90_000_000 }),
  ),
  answer: fc.record({
    outage: fc.constantFrom(outage(null), outage({ kind: 'planned', begun: false })),
    bill: fc.constantFrom(bill(0), bill(12_345)),
    place: fc.constantFrom(place('a1'), place(null)),
    proof: fc.constantFrom(proof('a1'), proof(null)),
    queue: seldom(queue(), queue({ open: false })),
  }),
  key: fc.constantFrom(...'00001122334567890*##'.split('')),
  seat,
  talks: fc.constantFrom('agent', 'lost', 'lost', 'reload', 'transfer', 'transfer', 'notJoined'),
  takes: fc.constantFrom('answers', 'answers', 'answers', 'declines', 'silence', 'lost', 'reload', 'fails'),
  party: fc.constantFrom('answers', 'fails', 'silence'),
  waits: fc.constantFrom('agent', 'agent', 'key', 'time'),
  ms: seldom(5000, 500),
})

/** What may well happen next. */
function next(call: Call, will: Inclination): CallEvent {
  const be = (cue: Cue) => (typeof cue === 'function' ? cue(call) : cue)
  const rung = ringingLeg(call)
  const talking = talkingLeg(call)
  if (call.timer?.kind === 'look') return be(answerFor(call, will))
  if (rung) {
    const takes = {
      answers: answers(rung.leg),
      declines: ends(rung.leg, 'declined'),
      silence,
      lost: ends(rung.leg, 'lost'),
      reload: reloads(Number(rung.seat.slice(4)), call.legs.length + 1),
      fails: failed('ring', rung.leg),
    }
    return be(takes[will.takes])
  }
  if (call.phase === 'dialling')
    return be(
      { answers: { type: 'partyAnswered' as const }, fails: { type: 'partyFailed' as const }, silence }[will.party],
    )
  if (talking) {
    const talks = {
      agent: ends(talking.leg),
      lost: ends(talking.leg, 'lost'),
      reload: reloads(Number(talking.seat.slice(4)), call.legs.length + 1),
      transfer: transfers(talking.leg, will.seat),
      notJoined: failed('join', talking.leg),
    }
    return be(talks[will.talks])
  }
  if (call.phase === 'recording') return be(spoken(will.ms))
  if (call.phase === 'waiting') {
    if (call.timer?.kind === 'again' || will.waits === 'time') return be(call.hears === 'sound' ? heard : silence)
    if (will.waits === 'key') return { type: 'keyPressed', key: will.key }
    const wanted = call.wanted ? { ...person(1), ...call.wanted } : person(will.seat)
    return { type: 'agentFound', ...wanted }
  }
  return will.waits === 'time' ? be(call.hears === 'sound' ? heard : silence) : { type: 'keyPressed', key: will.key }
}

function answerFor({ phase, node, keys }: Call, { entry: first, answer }: Inclination): Cue {
  if (phase === 'waiting') return answer.queue
  const here = node === null ? undefined : waterIvr.nodes[node]
  if (here?.kind === 'lookUp') return answer[here.question]
  if (here?.kind === 'ask') return keys.includes('#') ? answer.proof : answer.place
  return first
}

const effects: readonly Effect['do'][] = [
  'play',
  'look',
  'startMusic',
  'record',
  'keepMessage',
  'askForCallback',
  'ring',
  'dialParty',
  'join',
  'holdParty',
  'releaseLeg',
]

const sound = fc.nat(8)
/** What may happen whenever it likes, fitting or not. */
const anyhow: fc.Arbitrary<Cue> = fc.oneof(
  fc.constantFrom<Cue>(heard, silence, spoken(500), spoken(5000), queue(), outage({}), bill(1), entry(), place('a1')),
  seat.map(agent),
  leg.map(answers),
  fc.tuple(leg, fc.constantFrom('hungUp' as const, 'lost' as const)).map(([number, why]) => ends(number, why)),
  fc.tuple(seat, leg).map(([number, page]) => reloads(number, page)),
  fc.tuple(leg, seat).map(([from, to]) => transfers(from, to)),
  fc.constantFrom<Cue>(
    { type: 'partyAnswered' },
    { type: 'partyFailed' },
    { type: 'transferCancelled' },
    { type: 'queueMoved' },
  ),
  fc.constantFrom(...effects).map((effect) => failed(effect)),
  sound.map((number): Cue => ({ type: 'soundFinished', sound: number })),
  fc
    .tuple(sound, fc.constantFrom('key' as const, 'ring' as const, 'place' as const, 'sound' as const))
    .map(([number, kind]): Cue => ({ type: 'timedOut', kind, sound: number })),
)

const ending = fc.constantFrom<Cue>(
  hangsUp,
  hangsUp,
  { type: 'endAsked' },
  cutOff,
  entry({ blacklisted: true }),
  failed('answer'),
)

const cue: fc.Arbitrary<Cue> = fc.oneof(
  {
    arbitrary: inclination.map(
      (will): Cue =>
        (call) =>
          next(call, will),
    ),
    weight: 40,
  },
  { arbitrary: anyhow, weight: 8 },
  { arbitrary: ending, weight: 1 },
)

const beginnings: fc.Arbitrary<Step> = fc.constantFrom(
  caller(),
  caller(),
  caller(),
  caller(''),
  beginCallback({ id: 'c1', number: '13800000001', queuedAt: nine - 60_000, at: nine }),
  beginOutbound({ id: 'c1', number: '13800000001', agent: person(1), at: nine }),
)

/** A call and what happens to it: mostly what fits, some of it what does not, and after its end, too. */
export const anyCall: fc.Arbitrary<[Step, Cue[]]> = fc.tuple(
  beginnings,
  fc.array(cue, { minLength: 10, maxLength: 50 }),
)
