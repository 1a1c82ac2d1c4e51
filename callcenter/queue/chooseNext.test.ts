import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginCallback, beginInbound } from '#callcenter/calls/begin.ts'
import { type Agent, chooseNext, type WaitingCall } from './chooseNext.ts'
import { waitingOf } from './waitingOf.ts'

const call = (id: string, queuedAt: number, rest: Partial<WaitingCall> = {}): WaitingCall => ({
  id,
  queuedAt,
  wanted: null,
  declinedBy: [],
  ...rest,
})
const agent = (seat: string, since: number, rest: Partial<Agent> = {}): Agent => ({
  seat,
  staffId: `staff of ${seat}`,
  contact: `contact of ${seat}`,
  state: 'free',
  since,
  ...rest,
})
const pair = (calls: WaitingCall[], agents: Agent[]) => {
  const match = chooseNext(calls, agents)
  return match && [match.callId, match.seat]
}

describe('The queue', () => {
  it('gives whoever waits longest to whoever is idle longest', () => {
    expect(pair([call('b', 20), call('a', 10)], [agent('seat1', 7), agent('seat2', 5)])).toEqual(['a', 'seat2'])
  })

  it('tells who is to be rung, and where', () => {
    expect(chooseNext([call('a', 1)], [agent('seat3', 1)])).toEqual({
      callId: 'a',
      seat: 'seat3',
      staffId: 'staff of seat3',
      contact: 'contact of seat3',
    })
  })

  it.each(['paused', 'ringing', 'talking', 'wrapUp', 'away'] as const)(
    'gives nothing to an agent who is %s',
    (state) => {
      expect(pair([call('a', 10)], [agent('seat1', 1, { state })])).toBeNull()
    },
  )

  it('gives nothing out when nobody waits', () => {
    expect(pair([], [agent('seat1', 1)])).toBeNull()
  })

  it('decides equal times by call and seat', () => {
    expect(pair([call('b', 1), call('a', 1)], [agent('seat2', 1), agent('seat1', 1)])).toEqual(['a', 'seat1'])
  })

  it('keeps a caller whose agent was lost for that agent, before all others', () => {
    const mine = call('late', 50, { wanted: { seat: 'seat2', staffId: 'staff of seat2' } })
    expect(pair([call('early', 1), mine], [agent('seat1', 1), agent('seat2', 9)])).toEqual(['late', 'seat2'])
    expect(pair([mine], [agent('seat1', 1)])).toBeNull()
    expect(pair([mine, call('early', 1)], [agent('seat1', 1)])).toEqual(['early', 'seat1'])
    expect(pair([mine], [agent('seat2', 9, { staffId: 'somebody else' })])).toBeNull()
  })

  it('gives a call that was declined to another agent, and to the same only when there is no other', () => {
    const declined = call('a', 1, { declinedBy: ['staff of seat1'] })
    expect(pair([declined], [agent('seat1', 1), agent('seat2', 9)])).toEqual(['a', 'seat2'])
    expect(pair([declined], [agent('seat1', 1)])).toEqual(['a', 'seat1'])
  })

  it('does not depend on the order in which it is told of calls and agents', () => {
    const calls = fc.uniqueArray(fc.record({ id: fc.uuid(), queuedAt: fc.nat(3) }), { selector: ({ id }) => id })
    const agents = fc.uniqueArray(fc.record({ seat: fc.integer({ min: 1, max: 8 }), since: fc.nat(3) }), {
      selector: ({ seat }) => seat,
    })
    fc.assert(
      fc.property(calls, agents, (some, others) => {
        const waiting = some.map(({ id, queuedAt }) => call(id, queuedAt))
        const ready = others.map(({ seat, since }) => agent(`seat${seat}`, since))
        const match = chooseNext(waiting, ready)
        expect(chooseNext(waiting.toReversed(), ready.toReversed())).toEqual(match)
        expect(match === null).toBe(waiting.length === 0 || ready.length === 0)
      }),
    )
  })
})

describe('What waits for an agent', () => {
  const [callback] = beginCallback({ id: 'c', number: '13800000001', queuedAt: 5, at: 90 })

  it('is a callback in the place of its caller', () => {
    expect(waitingOf(callback)).toEqual({ id: 'c', queuedAt: 5, wanted: null, declinedBy: [] })
  })

  it('is neither a caller in the menu nor a callback that is tried again later', () => {
    expect(waitingOf(beginInbound({ id: 'i', channel: 'x', number: '', at: 1 })[0])).toBeNull()
    expect(waitingOf({ ...callback, timer: { kind: 'again', sound: 0, dueAt: 99 } })).toBeNull()
  })

  it('knows who has declined it or let it ring, not who was lost', () => {
    const leg = {
      leg: 1,
      seat: 'seat1',
      contact: 'x',
      rungAt: 1,
      answeredAt: null,
      endedAt: 2,
      transferredFrom: null,
    }
    const legs = [
      { ...leg, staffId: 'no', end: 'declined' as const },
      { ...leg, staffId: 'deaf', end: 'unanswered' as const },
      { ...leg, staffId: 'gone', end: 'lost' as const },
    ]
    expect(waitingOf({ ...callback, legs })?.declinedBy).toEqual(['no', 'deaf'])
  })
})
