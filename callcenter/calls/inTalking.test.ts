import { describe, expect, it } from 'vitest'
import {
  agent,
  answers,
  caller,
  type Cue,
  cutOff,
  ends,
  entry,
  failed,
  hangsUp,
  heard,
  keys,
  queue,
  rehearse,
  reloads,
  silence,
  transfers,
} from '#test/calls/rehearse.ts'
import { wantsCallBack } from './end.ts'

type Cues = (Cue | readonly Cue[])[]
const talking: Cues = [entry(), keys('0'), queue(), heard, agent(1), answers(1)]
const call = (...cues: Cues) => rehearse(caller(), [...talking, ...cues])
const endsOf = ({ legs }: { legs: readonly { end: unknown }[] }) => legs.map(({ end }) => end)

describe('A conversation', () => {
  it('ends for both when the agent hangs up', () => {
    const { last, call: after } = call(ends(1))
    expect(last).toEqual(['releaseParty', 'closeBridge'])
    expect([after.outcome, endsOf(after)]).toEqual(['answered', ['agent']])
  })

  it('ends for both when the caller does', () => {
    const { last, call: after } = call(hangsUp)
    expect(last).toEqual(['releaseLeg 1', 'closeBridge'])
    expect([after.outcome, endsOf(after)]).toEqual(['answered', ['caller']])
  })

  it('can be ended for everybody', () => {
    const { last, call: after } = call(transfers(1, 2), { type: 'endAsked' })
    expect(last).toEqual(['releaseLeg 1', 'releaseLeg 2', 'releaseParty', 'closeBridge'])
    expect(endsOf(after)).toEqual(['agent', 'agent'])
  })

  it('that is cut off is to be taken up again by a call back', () => {
    const { last, call: after } = call(cutOff)
    expect(last).toEqual(['releaseLeg 1', 'releaseParty', 'closeBridge'])
    expect([after.outcome, endsOf(after), wantsCallBack(after)]).toEqual(['cut', ['lost'], true])
  })

  it('is not disturbed by keys, nor by what is late', () => {
    for (const late of [keys('1'), heard, queue(), failed('play'), failed('startMusic'), agent(2), answers(1), ends(2)])
      expect(call(late).meant).toBe(false)
  })

  it('that could not be joined is none: the caller waits on', () => {
    const { last, call: after } = call(failed('join', 1))
    expect(last).toEqual(['releaseLeg 1', 'closeBridge', 'play back-in-queue'])
    expect(after).toMatchObject({ phase: 'waiting', answeredAt: null, legs: [{ end: 'lost', answeredAt: null }] })
    expect(call(failed('join', 1), hangsUp).call.outcome).toBe('abandoned')
    expect(call(failed('join', 9)).meant).toBe(false)
  })
})

describe('An agent whose page is gone', () => {
  it('leaves the caller with music, for that agent alone, for thirty seconds', () => {
    const { last, call: after, at } = call(ends(1, 'lost'))
    expect(last).toEqual(['holdParty'])
    expect(after).toMatchObject({
      phase: 'waiting',
      hears: 'hold',
      wanted: { seat: 'seat1', staffId: 'staff1' },
      timer: { kind: 'seat', dueAt: at + 30_000 },
      legs: [{ end: 'lost' }],
    })
    expect(call(ends(1, 'lost'), agent(2)).meant).toBe(false)
    expect(call(ends(1, 'lost'), keys('1')).meant).toBe(false)
    expect(call(ends(1, 'lost'), failed('look'), queue()).call).toEqual(
      rehearse(caller(), [...talking, ends(1, 'lost')]).call,
    )
  })

  it('is rung again when it is back, and goes on with the caller', () => {
    const { done, call: after } = call(ends(1, 'lost'), reloads(1), answers(2))
    expect(done.slice(-3)).toEqual(['holdParty', 'ring 2 seat1', 'join 2'])
    expect(after).toMatchObject({
      phase: 'talking',
      wanted: null,
      legs: [{ end: 'lost' }, { end: null, contact: 'page2' }],
    })
    expect(after.answeredAt).toBe(call().call.answeredAt)
    expect(call(ends(1, 'lost'), agent(1)).last).toEqual(['ring 2 seat1'])
    expect(call(ends(1, 'lost'), reloads(2)).meant).toBe(false)
  })

  it('is rung again at once when the new page is there before the old one is missed', () => {
    const { last, call: after } = call(reloads(1))
    expect(last).toEqual(['releaseLeg 1', 'holdParty', 'ring 2 seat1'])
    expect(after).toMatchObject({ phase: 'ringing', hears: 'hold', wanted: { seat: 'seat1' } })
    expect(call(reloads(1), ends(1, 'lost')).meant).toBe(false)
    expect(call(reloads(1, 1)).meant).toBe(false)
  })

  it('that does not come back leaves the caller to anybody, in the old place', () => {
    const before = call().call.queuedAt
    for (const never of [
      [ends(1, 'lost'), silence],
      [reloads(1), silence],
      [reloads(1), ends(2, 'declined')],
    ]) {
      const { last, call: after } = call(...never)
      expect(last.slice(-2)).toEqual(['closeBridge', 'play back-in-queue'])
      expect(after).toMatchObject({ phase: 'waiting', wanted: null, queuedAt: before })
    }
    const { call: after } = call(ends(1, 'lost'), silence, heard, agent(2), answers(2), ends(2))
    expect([after.outcome, endsOf(after)]).toEqual(['answered', ['lost', 'agent']])
  })

  it('makes nobody abandoned who was answered', () => {
    expect(call(ends(1, 'lost'), hangsUp)).toMatchObject({ last: ['closeBridge'], call: { outcome: 'answered' } })
    expect(call(ends(1, 'lost'), silence, hangsUp).call.outcome).toBe('answered')
  })

  it('does not mean silence when there is no music in the bridge', () => {
    expect(call(ends(1, 'lost'), failed('holdParty')).last).toEqual(['closeBridge', 'startMusic'])
    expect(call(reloads(1), failed('holdParty')).last).toEqual(['closeBridge', 'startMusic'])
    expect(call(ends(1, 'lost'), failed('holdParty'), failed('startMusic')).call.timer?.kind).toBe('seat')
  })
})

describe('A transfer', () => {
  it('rings the other agent while the conversation goes on', () => {
    const { last, call: after, at } = call(transfers(1, 2))
    expect(last).toEqual(['ring 2 seat2'])
    expect(after).toMatchObject({
      phase: 'talking',
      hears: 'agent',
      timer: { kind: 'ring', dueAt: at + 20_000 },
      legs: [{ end: null }, { transferredFrom: 1, end: null }],
    })
  })

  it('moves the caller to who answers, and the first agent is free', () => {
    const { last, call: after } = call(transfers(1, 2), answers(2))
    expect(last).toEqual(['join 2', 'releaseLeg 1'])
    expect([after.phase, endsOf(after)]).toEqual(['talking', ['moved', null]])
    expect(call(transfers(1, 2), answers(2), ends(1)).meant).toBe(false)
    const { call: done } = call(transfers(1, 2), answers(2), ends(2))
    expect([done.outcome, endsOf(done)]).toEqual(['answered', ['moved', 'agent']])
    const [first, second] = done.legs
    expect(first?.endedAt).toBe(second?.answeredAt)
  })

  it.each([
    ['declines', ends(2, 'declined'), 'declined', []],
    ['hangs up', ends(2), 'declined', []],
    ['does not answer', silence, 'unanswered', ['releaseLeg 2']],
    ['is lost', ends(2, 'lost'), 'lost', []],
    ['cannot be rung', failed('ring', 2), 'lost', []],
    ['is taken back', { type: 'transferCancelled' } as const, 'agent', ['releaseLeg 2']],
  ] as const)('whose other agent %s changes nothing', (_, what, why, done) => {
    const { last, call: after } = call(transfers(1, 2), what)
    expect(last).toEqual(done)
    expect(after).toMatchObject({ phase: 'talking', timer: null })
    expect(endsOf(after)).toEqual([null, why])
    expect(call(transfers(1, 2), what, transfers(1, 3)).last).toEqual(['ring 3 seat3'])
  })

  it('is finished by the first agent’s hanging up, and by nobody but the other one', () => {
    const left = call(transfers(1, 2), ends(1))
    expect([left.last, left.call.phase, endsOf(left.call)]).toEqual([['holdParty'], 'ringing', ['moved', null]])
    expect(call(transfers(1, 2), ends(1), answers(2)).last).toEqual(['join 2'])
    expect(call(transfers(1, 2), ends(1), silence).last).toEqual(['releaseLeg 2', 'closeBridge', 'play back-in-queue'])
    expect(endsOf(call(transfers(1, 2), ends(1, 'lost')).call)).toEqual(['lost', null])
    expect(call(transfers(1, 2), reloads(1)).last).toEqual(['releaseLeg 1', 'holdParty'])
  })

  it('rings the other agent’s new page', () => {
    const { last, call: after } = call(transfers(1, 2), reloads(2))
    expect(last).toEqual(['releaseLeg 2', 'ring 3 seat2'])
    expect(after).toMatchObject({ phase: 'talking', legs: [{ end: null }, { end: 'lost' }, { transferredFrom: 1 }] })
    expect(call(transfers(1, 2), reloads(2, 1)).meant).toBe(false)
  })

  it('ends with the caller for both', () => {
    const { last, call: after } = call(transfers(1, 2), hangsUp)
    expect(last).toEqual(['releaseLeg 1', 'releaseLeg 2', 'closeBridge'])
    expect(endsOf(after)).toEqual(['caller', 'caller'])
  })

  it('is of one’s own call, to somebody else, one at a time', () => {
    expect(call(transfers(2, 2)).meant).toBe(false)
    expect(call(transfers(1, 1)).meant).toBe(false)
    expect(call(transfers(1, 2), transfers(1, 3)).meant).toBe(false)
    expect(call({ type: 'transferCancelled' }).meant).toBe(false)
  })
})
