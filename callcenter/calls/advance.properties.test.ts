import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { waterIvr } from '#callcenter/ivr/waterIvr.ts'
import { anyCall } from '#test/calls/anyCall.ts'
import { type Cue, heard, nine, silence } from '#test/calls/rehearse.ts'
import { advance } from './advance.ts'
import type { Call, Effect, Step } from './call.ts'
import { isLive } from './legs.ts'

const everywhere = [
  'answered',
  'selfService',
  'message',
  'callback',
  'abandoned',
  'hungUp',
  'refused',
  'closed',
  'unreached',
  'cut',
  'nothing',
  'sound',
  'music',
  'hold',
  'agent',
  'caller',
  'declined',
  'unanswered',
  'lost',
  'moved',
  'ringing → dialling',
  'dialling → talking',
  'dialling → waiting',
  'recording → ivr',
  'recording → over',
  'talking → ringing',
  'talking → waiting',
  'talking → ivr',
  'ringing → waiting',
  'waiting → ivr',
  'keepMessage',
  'askForCallback',
  'stopRecording',
  'holdParty',
  'closeBridge',
  'releaseParty',
]

/** Tells every step of a call: the call before, after, and what was done. */
function follow(step: Step, cues: readonly Cue[], check: (before: Call, after: Call, done: readonly Effect[]) => void) {
  let [call] = step
  let at = nine
  check(call, call, step[1])
  for (const next of cues) {
    const event = typeof next === 'function' ? next(call) : next
    at = event.type === 'timedOut' && call.timer ? Math.max(at, call.timer.dueAt) : at + 500
    const before = call
    const [after, done] = advance(waterIvr, call, event, at)
    check(before, after, done)
    call = after
  }
  return call
}

const expectAlways = (check: (before: Call, after: Call, done: readonly Effect[]) => void) =>
  fc.assert(
    fc.property(anyCall, ([step, cues]) => void follow(step, cues, check)),
    { numRuns: 1000 },
  )

const nobodyIsOn = (call: Call) =>
  call.endedAt !== null || (call.channel === null && (call.phase === 'waiting' || call.phase === 'over'))

describe('Whatever happens to a call', () => {
  it('nobody is left in silence, and there always is a way on', () => {
    expectAlways((_, call) => {
      if (call.phase === 'over' || nobodyIsOn(call)) return
      if (call.phase === 'talking') expect(call.hears).toBe('agent')
      else expect(call.timer).not.toBeNull()
      if (call.phase === 'waiting' && call.hears === 'nothing') expect(call.timer?.kind).toMatch(/place|look|seat/)
      if (call.endedAt !== null) expect(call.timer?.kind).toBe('record')
    })
  })

  it('there is one outcome when the call is over, and none before', () => {
    expectAlways((before, call) => {
      expect(call.outcome === null).toBe(call.phase !== 'over')
      if (call.phase === 'over') expect(call.endedAt).not.toBeNull()
      if (before.phase !== 'over') return
      expect([call.phase, call.outcome, call.endedAt]).toEqual(['over', before.outcome, before.endedAt])
    })
  })

  it('after its end nothing is done but keep a message', () => {
    expectAlways((before, _, done) => {
      if (before.phase === 'over') expect(done.filter((effect) => effect.do !== 'keepMessage')).toEqual([])
    })
  })

  it('at most one agent talks and one is rung, and every leg that has ended says once why', () => {
    expectAlways((before, { legs, phase }) => {
      const live = legs.filter(isLive)
      const talking = live.filter(({ answeredAt }) => answeredAt !== null)
      expect(talking.length).toBe(phase === 'talking' || phase === 'dialling' ? 1 : 0)
      const ringing = live.length - talking.length
      expect(ringing).toBeLessThanOrEqual(phase === 'ringing' || phase === 'talking' ? 1 : 0)
      if (phase === 'ringing') expect(ringing).toBe(1)
      for (const [index, one] of legs.entries()) {
        expect(one.leg).toBe(index + 1)
        expect(one.end === null).toBe(one.endedAt === null)
        const earlier = before.legs[index]
        if (earlier && !isLive(earlier)) expect(one).toEqual(earlier)
      }
    })
  })

  it('every leg is released at most once, and always when it was the other party who hung up', () => {
    fc.assert(
      fc.property(anyCall, ([step, cues]) => {
        const released: number[] = []
        follow(step, cues, (before, { legs }, done) => {
          const now = done.flatMap((effect) => (effect.do === 'releaseLeg' ? [effect.leg] : []))
          released.push(...now)
          for (const { leg, end } of legs)
            if (end === 'caller' && before.legs[leg - 1]?.end === null) expect(now).toContain(leg)
        })
        expect(new Set(released).size).toBe(released.length)
      }),
      { numRuns: 1000 },
    )
  })

  it('what is in the bridge and what is outside are never mixed up', () => {
    expectAlways((before, call, done) => {
      let bridged = before.hears === 'agent' || before.hears === 'hold'
      for (const effect of done) {
        if (effect.do === 'join' || effect.do === 'holdParty') bridged = true
        if (effect.do === 'closeBridge') bridged = false
        if (effect.do === 'play' || effect.do === 'record' || effect.do === 'startMusic') expect(bridged).toBe(false)
      }
      expect(bridged).toBe(call.hears === 'agent' || call.hears === 'hold')
    })
  })

  it('music and sounds are stopped before something else is heard', () => {
    expectAlways((before, _, done) => {
      let hears: Call['hears'] = before.hears
      for (const effect of done) {
        if (effect.do === 'play' || effect.do === 'record' || effect.do === 'join' || effect.do === 'startMusic')
          expect(hears).not.toBe('music')
        if (effect.do === 'join') expect(hears).not.toBe('sound')
        if (effect.do === 'stopMusic' || effect.do === 'stopPlaying' || effect.do === 'closeBridge') hears = 'nothing'
        if (effect.do === 'startMusic') hears = 'music'
      }
    })
  })

  it('who waits keeps the place, and is not asked to be called back twice', () => {
    expectAlways((before, call, done) => {
      const turnedAway = call.queuedAt === null && !call.hours.open
      if (before.queuedAt !== null && !turnedAway) expect(call.queuedAt).toBe(before.queuedAt)
      const asked = done.filter((effect) => effect.do === 'askForCallback')
      expect(asked.length).toBeLessThanOrEqual(before.left === 'callback' ? 0 : 1)
    })
  })

  it('a call that was answered is never told as anything but answered or cut', () => {
    expectAlways((_, call) => {
      if (call.phase === 'over' && call.answeredAt !== null) expect(call.outcome).toMatch(/^(answered|cut)$/)
      if (call.outcome === 'answered') expect(call.answeredAt).not.toBeNull()
      if (call.outcome === 'abandoned') expect(call.queuedAt).not.toBeNull()
    })
  })

  it('the call ends by itself when everybody only listens', () => {
    fc.assert(
      fc.property(anyCall, ([step, cues]) => {
        const begun = follow(step, cues, () => {})
        const call = follow(
          [begun, []],
          Array.from({ length: 60 }, (_, index) => (index % 2 ? heard : silence)),
          () => {},
        )
        // In the queue and in a conversation people stay as long as they like.
        expect(call.phase).toMatch(/^(over|waiting|talking)$/)
      }),
      { numRuns: 1000 },
    )
  })

  it('has come by everywhere in these calls', () => {
    const seen = new Set<string>()
    for (const [step, cues] of fc.sample(anyCall, { seed: 1, numRuns: 3000 }))
      follow(step, cues, (before, call, done) => {
        if (before.phase !== call.phase) seen.add(`${before.phase} → ${call.phase}`)
        seen.add(call.outcome ?? 'lives')
        seen.add(call.hears)
        for (const one of call.legs) seen.add(one.end ?? 'lives')
        for (const effect of done) seen.add(effect.do)
      })
    for (const what of everywhere) expect(seen).toContain(what)
  })
})
