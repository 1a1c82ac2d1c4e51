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
  nine,
  queue,
  rehearse,
  reloads,
  silence,
  spoken,
} from '#test/calls/rehearse.ts'
import { waterIvr } from '#callcenter/ivr/waterIvr.ts'
import { advance } from './advance.ts'
import { beginCallback } from './begin.ts'
import { wantsCallBack } from './end.ts'

type Cues = (Cue | readonly Cue[])[]
const call = (...cues: Cues) => rehearse(caller(), cues)
const waiting: Cues = [entry(), keys('0')]
const told: Cues = [...waiting, queue()]
const place = 'queue-ahead two queue-people queue-wait two minutes queue-choice'

describe('Who waits for an agent', () => {
  it('hears music, then the place and how long it will take, then music', () => {
    expect(call(...told, heard).done.slice(3)).toEqual([
      'stopPlaying',
      'startMusic',
      'look queue',
      'stopMusic',
      `play ${place}`,
      'startMusic',
    ])
  })

  it('hears the place again after thirty seconds', () => {
    const { call: after, at } = call(...told, heard)
    expect(after.timer).toEqual({ kind: 'place', sound: after.sound, dueAt: at + 30_000 })
    expect(call(...told, heard, silence, queue({ ahead: 0, waitMs: 5000 })).last).toEqual([
      'stopMusic',
      'play queue-next queue-wait-short queue-choice',
    ])
  })

  describe('when somebody ahead has gone,', () => {
    const moved: Cue = { type: 'queueMoved' }
    const listening: Cues = [...told, heard]
    const one = queue({ ahead: 1 })

    it('is told the new place twenty seconds after the last one at the earliest', () => {
      const { call: before } = call(...listening)
      const { last, call: after } = call(...listening, moved)
      expect(last).toEqual([])
      expect(after.timer).toEqual({ kind: 'place', sound: after.sound, dueAt: (before.told?.at ?? 0) + 20_000 })
      expect(call(...listening, moved, silence).last).toEqual(['look queue'])
      expect(call(...listening, moved, silence, one).last).toEqual([
        'stopMusic',
        'play queue-ahead digit-1 queue-people queue-wait two minutes queue-choice',
      ])
    })

    it('is told at once when it was told longer ago', () => {
      const { call: now, at } = call(...listening)
      expect(advance(waterIvr, now, { type: 'queueMoved' }, at + 25_000)[1]).toMatchObject([{ do: 'look' }])
    })

    it('is not told in the middle of a sentence, but soon after it', () => {
      expect(call(...told, moved)).toMatchObject({ last: [], call: { hears: 'sound', timer: { kind: 'sound' } } })
      const { call: after } = call(...told, moved, heard)
      expect(after.timer).toMatchObject({ kind: 'place', dueAt: (after.told?.at ?? 0) + 20_000 })
    })

    it('makes one step of it, however many go', () => {
      expect(call(...listening, moved, moved).meant).toBe(false)
      expect(call(...told, moved, moved).meant).toBe(false)
      expect(call(...listening, silence, moved).meant).toBe(false)
      expect(call(...waiting, moved).meant).toBe(false)
    })

    it('is not told the same place again, and hears of it in its time', () => {
      const { last, call: after, at } = call(...listening, moved, silence, queue())
      expect(last).toEqual([])
      expect(after).toMatchObject({ hears: 'music', timer: { kind: 'place', dueAt: at + 30_000 } })
      expect(call(...listening, moved, silence, queue(), silence, queue()).last[1]).toBe(`play ${place}`)
    })

    it('is spoken to all the same where there is no music', () => {
      const silent: Cues = [...listening, failed('startMusic')]
      expect(call(...silent, moved).meant).toBe(false)
      expect(call(...silent, silence, failed('startMusic'), queue()).last).toEqual([`play ${place}`])
    })

    it('means nothing to whoever talks, or is not on the line', () => {
      expect(call(...told, heard, agent(1), answers(1), moved).meant).toBe(false)
      const callback = beginCallback({ id: 'c1', number: '13800000001', queuedAt: nine, at: nine })
      expect(rehearse(callback, [moved]).meant).toBe(false)
    })
  })

  it('is promised no time that nobody knows, or that is beyond an hour', () => {
    expect(call(...waiting, queue({ waitMs: null })).last[1]).toBe('play queue-ahead two queue-people queue-choice')
    expect(call(...waiting, queue({ waitMs: 3_600_001 })).last[1]).toBe(
      'play queue-ahead two queue-people queue-choice',
    )
  })

  it('is told when no agent is there, with what can be done instead', () => {
    expect(call(...waiting, queue({ agents: 0 })).last[1]).toBe('play no-agents queue-choice')
  })

  it('is turned away when it is closed, and then has not waited', () => {
    const { last, call: after } = call(...waiting, queue({ open: false, opensAt: nine + 3_600_000 }))
    expect(last).toEqual(['stopMusic', 'play closed opens-at today morning ten o-clock'])
    expect(after).toMatchObject({ queuedAt: null, hours: { open: false } })
    expect(call(...waiting, queue({ open: false }), hangsUp).call.outcome).toBe('closed')
  })

  it('is not turned away by opening hours that end meanwhile', () => {
    expect(call(...told, heard, silence, queue({ open: false })).last[1]).toBe(`play ${place}`)
    expect(call(...told, keys('1'), keys('*'), queue({ open: false })).last[1]).toBe(`play ${place}`)
  })

  it('hears music also when the place cannot be had, or not be said', () => {
    expect(call(...waiting, failed('look')).call).toMatchObject({ hears: 'music', timer: { kind: 'place' } })
    expect(call(...waiting, silence).call).toMatchObject({ hears: 'music', timer: { kind: 'place' } })
    expect(call(...told, failed('play')).last).toEqual(['startMusic'])
    expect(call(...told, silence).last).toEqual(['startMusic'])
  })

  it('is spoken to soon when there is no music', () => {
    const { call: after, at } = call(...told, heard, failed('startMusic'))
    expect(after).toMatchObject({ hears: 'nothing', timer: { kind: 'place', dueAt: at + 5000 } })
    expect(call(...told, heard, failed('startMusic'), silence).last).toEqual(['startMusic', 'look queue'])
  })

  it('who gives up has abandoned, and ought to be called back', () => {
    const { call: after, last } = call(...told, hangsUp)
    expect([after.outcome, last, wantsCallBack(after)]).toEqual(['abandoned', [], true])
    expect(wantsCallBack(rehearse(caller(''), [...told, hangsUp]).call)).toBe(false)
    expect(wantsCallBack(call(entry(), hangsUp).call)).toBe(false)
  })

  it('and is cut off ought to be called back, too; not who was in the menu', () => {
    const { call: after } = call(...told, cutOff)
    expect([after.outcome, wantsCallBack(after)]).toEqual(['cut', true])
    expect(wantsCallBack(call(entry(), cutOff).call)).toBe(false)
  })

  it('is not moved by other keys', () => {
    expect(call(...told, keys('5')).meant).toBe(false)
  })
})

describe('A callback', () => {
  it('is offered by the number, and keeps the place when it is confirmed', () => {
    const { done, call: after } = call(...told, keys('1'), heard, keys('1'), heard)
    expect(done.slice(-5)).toEqual([
      'stopPlaying',
      'play callback-number digit-1-spoken digit-3 digit-8 digit-0 digit-0 digit-0 digit-0 digit-0 digit-0 digit-0 digit-1-spoken callback-confirm',
      'askForCallback',
      'play callback-promised',
      'releaseParty',
    ])
    const asked = call(...told, keys('1'), keys('1'))
    expect(asked.steps.at(-1)?.effects).toContainEqual({ do: 'askForCallback', queuedAt: after.queuedAt })
    expect(after.outcome).toBe('callback')
  })

  it('that is not confirmed leaves the caller in the place', () => {
    const before = call(...told).call.queuedAt
    for (const no of [keys('*'), keys('5'), [heard, silence]]) {
      const { call: after, last } = call(...told, keys('1'), ...no)
      expect(after).toMatchObject({ phase: 'waiting', queuedAt: before })
      expect(last.slice(-2)).toEqual(['startMusic', 'look queue'])
    }
  })

  it('was waiting for all the while: who hangs up in between has abandoned', () => {
    expect(call(...told, keys('1'), hangsUp).call.outcome).toBe('abandoned')
  })

  it('cannot be had by who withholds the number', () => {
    const anonymous = rehearse(caller(''), [...waiting, queue()])
    expect(anonymous.last[1]).toBe('play queue-ahead two queue-people queue-wait two minutes queue-choice-no-callback')
    const wished = rehearse(caller(''), [...told, keys('1')])
    expect(wished.last).toEqual(['stopPlaying', 'play callback-no-number'])
    expect(wished.call.phase).toBe('waiting')
  })

  it('that could not be noted is told, and the wait goes on', () => {
    const { last, call: after } = call(...told, keys('1'), keys('1'), failed('askForCallback'))
    expect(last).toEqual(['stopPlaying', 'play callback-failed'])
    expect(after).toMatchObject({ phase: 'waiting', left: null })
    expect(call(...told, keys('1'), keys('1'), keys('1')).meant).toBe(false)
    expect(call(...told, keys('1'), keys('1'), hangsUp).call.outcome).toBe('callback')
  })
})

describe('A message in place of waiting', () => {
  it('is taken, and then nobody waits any more', () => {
    const { call: after } = call(...told, keys('2'), heard, spoken(3000), heard)
    expect(after.outcome).toBe('message')
    expect(call(...told, keys('2'), hangsUp).call.outcome).toBe('abandoned')
  })
})

describe('Ringing an agent', () => {
  const rung: Cues = [...told, heard, agent(1)]

  it('goes on with music for the caller, for twenty seconds', () => {
    const { last, call: after, at } = call(...rung)
    expect(last).toEqual(['ring 1 seat1'])
    expect(after).toMatchObject({ phase: 'ringing', hears: 'music', timer: { kind: 'ring', dueAt: at + 20_000 } })
  })

  it('joins who answers', () => {
    const { last, call: after, at } = call(...rung, answers(1))
    expect(last).toEqual(['stopMusic', 'join 1'])
    expect(after).toMatchObject({ phase: 'talking', answeredAt: at, timer: null })
  })

  it('may begin in the middle of a sentence, which is cut short by the answer', () => {
    expect(call(...told, agent(1), answers(1)).last).toEqual(['stopPlaying', 'join 1'])
    expect(call(...told, agent(1), heard).last).toEqual(['startMusic'])
    expect(call(...told, agent(1), failed('play')).last).toEqual(['startMusic'])
  })

  it.each([
    ['is declined', ends(1, 'declined'), 'declined', []],
    ['is hung up on', ends(1), 'declined', []],
    ['is not answered', silence, 'unanswered', ['releaseLeg 1']],
    ['is told to be unanswered', ends(1, 'unanswered'), 'unanswered', []],
    ['loses the agent', ends(1, 'lost'), 'lost', []],
    ['fails', failed('ring', 1), 'lost', []],
  ] as const)('that %s leaves the caller in the place, with music', (_, what, why, done) => {
    const before = call(...rung).call
    const { last, call: after } = call(...rung, what)
    expect(last).toEqual(done)
    expect(after).toMatchObject({
      phase: 'waiting',
      hears: 'music',
      queuedAt: before.queuedAt,
      timer: { kind: 'place' },
    })
    expect(after.legs).toMatchObject([{ leg: 1, end: why }])
    expect(call(...rung, what, agent(2)).last).toEqual(['ring 2 seat2'])
  })

  it('that comes to nothing in the middle of a sentence lets it be said', () => {
    expect(call(...told, agent(1), ends(1, 'declined'))).toMatchObject({
      last: [],
      call: { hears: 'sound', timer: { kind: 'sound' } },
    })
  })

  it('is of no use when the caller hangs up: released, and abandoned', () => {
    const { last, call: after } = call(...rung, hangsUp)
    expect(last).toEqual(['releaseLeg 1'])
    expect(after).toMatchObject({ outcome: 'abandoned', legs: [{ end: 'caller' }] })
  })

  it('is done anew when the page was loaded anew', () => {
    expect(call(...rung, reloads(1)).last).toEqual(['releaseLeg 1', 'ring 2 seat1'])
    expect(call(...rung, reloads(1, 1)).meant).toBe(false)
    expect(call(...rung, reloads(2)).meant).toBe(false)
  })

  it('is told by number: what is late means nothing', () => {
    const second: Cues = [...rung, ends(1, 'declined'), agent(2)]
    for (const late of [answers(1), ends(1, 'lost'), failed('ring', 1)]) expect(call(...second, late).meant).toBe(false)
    expect(rehearse(caller(), [...second, { type: 'timedOut', kind: 'ring', sound: 99 }]).meant).toBe(false)
    expect(call(...told, keys('1'), agent(1)).meant).toBe(false)
    expect(call(...told, hangsUp, agent(1)).meant).toBe(false)
    expect(call(...rung, agent(2)).meant).toBe(false)
  })

  it('has the whole time for every ring: the time of an earlier one is none', () => {
    const { call: second, at } = call(...rung, ends(1, 'declined'), agent(2))
    const ranOut = { type: 'timedOut', kind: 'ring', sound: second.sound } as const
    expect(advance(waterIvr, second, ranOut, at + 17_000)[0]).toBe(second)
    expect(advance(waterIvr, second, ranOut, at + 19_999)[0].phase).toBe('waiting')
  })

  it('does not mind that there is no music', () => {
    expect(call(...rung, failed('startMusic'))).toMatchObject({
      last: [],
      call: { hears: 'nothing', timer: { kind: 'ring' } },
    })
    expect(call(...rung, failed('startMusic'), ends(1, 'lost')).last).toEqual(['startMusic'])
  })
})
