import { describe, expect, it } from 'vitest'
import {
  agent,
  answers,
  type Cue,
  cutOff,
  ends,
  failed,
  hangsUp,
  heard,
  keys,
  nine,
  person,
  queue,
  rehearse,
  reloads,
  silence,
} from '#test/calls/rehearse.ts'
import { waitingOf } from '#callcenter/queue/waitingOf.ts'
import { beginCallback, beginOutbound } from './begin.ts'

type Cues = (Cue | readonly Cue[])[]
const number = '13800000001'
const queuedAt = nine - 60_000
const callback = (...cues: Cues) => rehearse(beginCallback({ id: 'c1', number, queuedAt, at: nine }), cues)
const outbound = (...cues: Cues) => rehearse(beginOutbound({ id: 'c1', number, agent: person(1), at: nine }), cues)
const partyAnswers: Cue = { type: 'partyAnswered' }
const partyFails: Cue = { type: 'partyFailed' }
const dialling: Cues = [agent(1), answers(1)]

describe('A callback', () => {
  it('waits in the place of its caller, with nobody on the line', () => {
    expect(callback()).toMatchObject({ done: [], call: { phase: 'waiting', queuedAt, channel: null, timer: null } })
  })

  it('rings an agent, then the party, and brings them together', () => {
    const { done, call } = callback(...dialling, partyAnswers)
    expect(done).toEqual(['ring 1 seat1', 'dialParty 1', 'join 1'])
    expect(call).toMatchObject({ phase: 'talking', channel: 'c1-party', dials: 1, answeredAt: nine + 3000 })
    expect(callback(...dialling, partyAnswers, ends(1)).call.outcome).toBe('answered')
    expect(callback(...dialling, partyAnswers, hangsUp)).toMatchObject({
      last: ['releaseLeg 1', 'closeBridge'],
      call: { outcome: 'answered' },
    })
  })

  it('that no agent answers keeps waiting, and nobody was dialled', () => {
    for (const no of [silence, ends(1, 'declined'), failed('ring')]) {
      const { call } = callback(agent(1), no)
      expect(call).toMatchObject({ phase: 'waiting', dials: 0, queuedAt, timer: null })
      expect(waitingOf(call)).not.toBeNull()
    }
  })

  it.each([
    ['is not reached', partyFails, ['releaseLeg 1']],
    ['hangs up', hangsUp, ['releaseLeg 1']],
    ['does not answer', silence, ['releaseParty', 'releaseLeg 1']],
    ['cannot be dialled', failed('dialParty'), ['releaseLeg 1']],
  ] as const)('whose party %s is tried again after ten minutes, in its place', (_, what, done) => {
    const { last, call, at } = callback(...dialling, what)
    expect(last).toEqual(done)
    expect(call).toMatchObject({
      phase: 'waiting',
      queuedAt,
      timer: { kind: 'again', dueAt: at + 600_000 },
      outcome: null,
    })
    expect(call.legs).toMatchObject([{ end: 'caller' }])
    expect(waitingOf(call)).toBeNull()
    expect(callback(...dialling, what, agent(2)).meant).toBe(false)
    expect(callback(...dialling, what, hangsUp).meant).toBe(false)
    expect(waitingOf(callback(...dialling, what, silence).call)).toMatchObject({ queuedAt })
  })

  it('is given up after three times', () => {
    const try_ = (seat: number) => [agent(seat), answers(seat), partyFails]
    const { call } = callback(...try_(1), silence, ...try_(2), silence, ...try_(3))
    expect(call).toMatchObject({ phase: 'over', outcome: 'unreached', dials: 3 })
  })

  it('whose agent gives up is tried again later, whose agent is lost at once', () => {
    expect(callback(...dialling, ends(1))).toMatchObject({
      last: ['releaseParty'],
      call: { phase: 'waiting', timer: { kind: 'again' }, legs: [{ end: 'agent' }] },
    })
    expect(callback(...dialling, ends(1, 'lost'))).toMatchObject({
      last: ['releaseParty'],
      call: { phase: 'waiting', timer: null, legs: [{ end: 'lost' }] },
    })
    expect(callback(...dialling, reloads(1)).last).toEqual(['releaseLeg 1', 'releaseParty'])
    expect(callback(...dialling, reloads(1, 1)).meant).toBe(false)
  })

  it('is not lost with the exchange while nobody is on the line', () => {
    expect(callback(cutOff).meant).toBe(false)
    expect(callback(agent(1), cutOff).call).toMatchObject({ phase: 'waiting', legs: [{ end: 'lost' }] })
    expect(callback(...dialling, cutOff).call).toMatchObject({ phase: 'waiting', dials: 1 })
    expect(callback(...dialling, partyAnswers, cutOff).call.outcome).toBe('cut')
  })

  it('whose agent is lost in the conversation is held, and then anybody’s', () => {
    const talking: Cues = [...dialling, partyAnswers, ends(1, 'lost')]
    expect(callback(...talking).last).toEqual(['holdParty'])
    const { call } = callback(...talking, silence, heard, silence, queue())
    expect(call.hears).toBe('sound')
    expect(callback(...talking, silence, heard, silence, queue()).last[1]).toBe(
      'play queue-ahead two queue-people queue-wait two minutes one-moment',
    )
    expect(callback(...talking, silence, heard, keys('1')).meant).toBe(false)
    expect(callback(...talking, silence, heard, agent(2), answers(2)).last).toEqual(['stopMusic', 'join 2'])
  })

  it('can be called off', () => {
    expect(callback({ type: 'endAsked' }).call).toMatchObject({ phase: 'over', outcome: 'unreached' })
    expect(callback(...dialling, { type: 'endAsked' }).last).toEqual(['releaseLeg 1', 'releaseParty'])
  })
})

describe('An agent who rings somebody', () => {
  it('is rung first, then the party is', () => {
    const { done, call } = outbound(answers(1), partyAnswers)
    expect(done).toEqual(['ring 1 seat1', 'dialParty 1', 'join 1'])
    expect(call).toMatchObject({ phase: 'talking', queuedAt: null })
  })

  it('does not reach the party, and that was it', () => {
    for (const no of [partyFails, silence, hangsUp, ends(1), ends(1, 'lost')])
      expect(outbound(answers(1), no).call).toMatchObject({ phase: 'over', outcome: 'unreached' })
  })

  it('is not called back by the queue: a ring that fails ends it', () => {
    for (const no of [silence, ends(1, 'declined'), failed('ring')])
      expect(outbound(no).call).toMatchObject({ phase: 'over', outcome: 'unreached' })
    expect(outbound(reloads(1)).last).toEqual(['releaseLeg 1', 'ring 2 seat1'])
    expect(outbound(cutOff).call.outcome).toBe('cut')
  })

  it('who is lost is waited for, and then the party is told; nobody else takes over', () => {
    const lost: Cues = [answers(1), partyAnswers, ends(1, 'lost')]
    expect(outbound(...lost, reloads(1), answers(2)).call.phase).toBe('talking')
    expect(waitingOf(outbound(...lost).call)).toBeNull()
    const { done, call } = outbound(...lost, silence, heard)
    expect(done.slice(-4)).toEqual(['holdParty', 'closeBridge', 'play line-lost', 'releaseParty'])
    expect(call.outcome).toBe('answered')
    expect(outbound(...lost, reloads(1), ends(2, 'declined')).last).toEqual(['closeBridge', 'play line-lost'])
    expect(outbound(answers(1), partyAnswers, failed('join')).last).toEqual([
      'releaseLeg 1',
      'closeBridge',
      'play line-lost',
    ])
  })
})
