import { describe, expect, it } from 'vitest'
import {
  caller,
  type Cue,
  cutOff,
  entry,
  failed,
  hangsUp,
  heard,
  keys,
  rehearse,
  silence,
  spoken,
} from '#test/calls/rehearse.ts'

type Cues = (Cue | readonly Cue[])[]
const call = (...cues: Cues) => rehearse(caller(), cues)
const speaking: Cues = [entry(), keys('3'), heard]

describe('A message', () => {
  it('is recorded after its prompt, or at once by #', () => {
    expect(call(...speaking).last).toEqual(['record 180'])
    expect(call(entry(), keys('3'), keys('#')).last).toEqual(['stopPlaying', 'record 180'])
    expect(call(entry(), keys('3'), keys('5')).meant).toBe(false)
  })

  it('ends by #, is kept, and is promised an answer', () => {
    const { done, call: after } = call(...speaking, keys('#'), spoken(4000), heard)
    expect(done.slice(-4)).toEqual([
      'stopRecording',
      'keepMessage repair 4000',
      'play repair-kept goodbye',
      'releaseParty',
    ])
    expect(after.outcome).toBe('message')
    expect(call(entry(), keys('9'), heard, spoken(2000)).last).toEqual([
      'keepMessage voicemail 2000',
      'play voicemail-kept goodbye',
    ])
  })

  it('of who hangs up while speaking is kept when its end is told', () => {
    const gone = call(...speaking, hangsUp)
    expect(gone.call).toMatchObject({ phase: 'recording', endedAt: gone.at, outcome: null })
    const { call: after, last } = call(...speaking, hangsUp, spoken(7000))
    expect(last).toEqual(['keepMessage repair 7000'])
    expect(after).toMatchObject({ phase: 'over', endedAt: gone.at, outcome: 'message' })
  })

  it('of who hangs up at once is none', () => {
    expect(call(...speaking, hangsUp, spoken(300))).toMatchObject({
      last: [],
      call: { phase: 'over', outcome: 'hungUp' },
    })
  })

  it('that is too short is said to be, asked for once more, and then given up', () => {
    expect(call(...speaking, spoken(0)).last).toEqual(['play message-too-short repair-message'])
    const { last, call: after } = call(...speaking, spoken(0), heard, spoken(1999))
    expect(last).toEqual(['play message-too-short main-menu'])
    expect(after.left).toBeNull()
  })

  it('that cannot be recorded is said to be', () => {
    expect(call(...speaking, failed('record', 4)).last).toEqual(['play recording-failed main-menu'])
    expect(call(...speaking, failed('record', 2)).meant).toBe(false)
    expect(call(...speaking, hangsUp, failed('record')).call).toMatchObject({ phase: 'over', outcome: 'hungUp' })
  })

  it('whose end is never told is kept all the same, once it must be over', () => {
    expect(call(...speaking, silence).last).toEqual([
      'stopRecording',
      'keepMessage repair 190000',
      'play repair-kept goodbye',
    ])
    const lost = call(...speaking, keys(''), silence, spoken(5000))
    expect(lost.meant).toBe(false)
    const { call: after, last } = rehearse(caller(), [...speaking, keys('5'), keys('5'), hangsUp, silence])
    expect(last).toEqual(['keepMessage repair 3000'])
    expect(after).toMatchObject({ phase: 'over', outcome: 'message' })
  })

  it('is kept when the exchange breaks, and once more with its true length when that is told', () => {
    const { last, call: after } = call(...speaking, keys('5'), keys('5'), cutOff)
    expect(last).toEqual(['keepMessage repair 3000', 'releaseParty'])
    expect(after.outcome).toBe('cut')
    const late = call(...speaking, keys('5'), keys('5'), cutOff, spoken(2500))
    expect(late.last).toEqual(['keepMessage repair 2500'])
    expect(late.call.outcome).toBe('cut')
    expect(call(...speaking, cutOff, spoken(100)).last).toEqual([])
  })

  it('that a supervisor ends is kept', () => {
    const { done, call: after } = call(...speaking, { type: 'endAsked' }, { type: 'endAsked' }, spoken(3000))
    expect(done.slice(-2)).toEqual(['releaseParty', 'keepMessage repair 3000'])
    expect(after.outcome).toBe('message')
  })
})
