import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { waterIvr } from '#callcenter/ivr/waterIvr.ts'
import { anyCall } from '#test/calls/anyCall.ts'
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
  hangsUp,
  heard,
  keys,
  nine,
  outage,
  person,
  proof,
  queue,
  rehearse,
  reloads,
  silence,
  spoken,
  transfers,
} from '#test/calls/rehearse.ts'
import { beginCallback, beginOutbound } from './begin.ts'
import type { Outcome, Step } from './call.ts'
import { replay } from './replay.ts'

const number = '13800000001'
const callback = beginCallback({ id: 'c1', number, queuedAt: nine, at: nine })
const outbound = beginOutbound({ id: 'c1', number, agent: person(1), at: nine })
const menu = ['answer', 'look entry', 'play welcome', 'play main-menu']
const toQueue = ['answer', 'look entry', 'play welcome', 'stopPlaying', 'startMusic', 'look queue', 'stopMusic']
const first = 'play queue-next queue-wait-short queue-choice'
const next = queue({ ahead: 0, waitMs: 0 })

interface Whole {
  about: string
  begun: Step
  events: (Cue | readonly Cue[])[]
  done: readonly string[]
  outcome: Outcome
}

const wholeCalls: readonly Whole[] = [
  {
    about: 'an outage at the own account, told before it is asked for',
    begun: caller(),
    events: [entry({ accountIds: ['a1'], announcement: { ...emergency, expectedEndAt: null } }), heard, hangsUp],
    done: [
      'answer',
      'look entry',
      'play welcome outage-own-emergency outage-began today morning digit-9 o-clock outage-end-unknown',
      'play main-menu',
    ],
    outcome: 'selfService',
  },
  {
    about: 'an outage and the bill at the own account',
    begun: caller(),
    events: [
      entry({ accountIds: ['a1'] }),
      heard,
      keys('1'),
      outage(null),
      heard,
      keys('#'),
      keys('2'),
      bill(0),
      heard,
      hangsUp,
    ],
    done: [
      ...menu,
      'stopPlaying',
      'look outage a1',
      'play no-outage',
      'play another-account after-answer',
      'stopPlaying',
      'play main-menu',
      'stopPlaying',
      'look bill a1',
      'play bill-nothing-owed bill-prepayment digit-0 yuan',
      'play after-answer',
    ],
    outcome: 'selfService',
  },
  {
    about: 'the bill of an account that is proven by keys, and nothing more to ask',
    begun: caller(''),
    events: [
      entry(),
      keys('2'),
      keys('20000001#'),
      keys('4321'),
      proof('a1'),
      bill(250),
      heard,
      heard,
      silence,
      heard,
      silence,
      heard,
    ],
    done: [
      ...menu.slice(0, 3),
      'stopPlaying',
      'play ask-account-number',
      'stopPlaying',
      'play ask-phone-tail',
      'stopPlaying',
      'look proof 20000001 4321',
      'look bill a1',
      'play bill-owed two yuan digit-5 jiao bill-prepayment digit-0 yuan',
      'play after-answer',
      'play not-understood after-answer',
      'play goodbye',
      'releaseParty',
    ],
    outcome: 'selfService',
  },
  {
    about: 'a repair at night, ended by hanging up',
    begun: caller(),
    events: [entry({ open: false }), heard, keys('3'), heard, hangsUp, spoken(9000)],
    done: [
      'answer',
      'look entry',
      'play welcome closed',
      'play closed-menu',
      'stopPlaying',
      'play repair-message',
      'record 180',
      'keepMessage repair 9000',
    ],
    outcome: 'message',
  },
  {
    about: 'an agent who answers',
    begun: caller(),
    events: [entry(), keys('0'), agent(1), next, answers(1), ends(1)],
    done: [...toQueue.slice(0, 6), 'ring 1 seat1', 'stopMusic', 'join 1', 'releaseParty', 'closeBridge'],
    outcome: 'answered',
  },
  {
    about: 'two agents who do not answer, and a caller who gives up',
    begun: caller(),
    events: [entry(), keys('0'), next, heard, agent(1), silence, agent(2), ends(2, 'declined'), hangsUp],
    done: [...toQueue, first, 'startMusic', 'ring 1 seat1', 'releaseLeg 1', 'ring 2 seat2'],
    outcome: 'abandoned',
  },
  {
    about: 'a page that is loaded anew, a transfer, and the end',
    begun: caller(),
    events: [
      [entry(), keys('0'), next, heard, agent(1), answers(1)].flat(),
      [reloads(1), answers(2), transfers(2, 3), answers(3), hangsUp],
    ],
    done: [
      ...toQueue,
      first,
      'startMusic',
      'ring 1 seat1',
      'stopMusic',
      'join 1',
      'releaseLeg 1',
      'holdParty',
      'ring 2 seat1',
      'join 2',
      'ring 3 seat3',
      'join 3',
      'releaseLeg 2',
      'releaseLeg 3',
      'closeBridge',
    ],
    outcome: 'answered',
  },
  {
    about: 'a callback that is asked for in the queue',
    begun: caller('4001234567'),
    events: [entry(), keys('0'), next, heard, keys('1'), heard, keys('1'), heard],
    done: [
      ...toQueue,
      first,
      'startMusic',
      'stopMusic',
      'play callback-number digit-4 digit-0 digit-0 digit-1-spoken digit-2 digit-3 digit-4 digit-5 digit-6 digit-7 callback-confirm',
      'askForCallback',
      'play callback-promised',
      'releaseParty',
    ],
    outcome: 'callback',
  },
  {
    about: 'a callback that is reached the second time',
    begun: callback,
    events: [
      agent(1),
      answers(1),
      { type: 'partyFailed' },
      silence,
      agent(2),
      answers(2),
      { type: 'partyAnswered' },
      ends(2),
    ],
    done: [
      'ring 1 seat1',
      'dialParty 1',
      'releaseLeg 1',
      'ring 2 seat2',
      'dialParty 2',
      'join 2',
      'releaseParty',
      'closeBridge',
    ],
    outcome: 'answered',
  },
  {
    about: 'an agent who rings somebody who is not there',
    begun: outbound,
    events: [answers(1), silence],
    done: ['ring 1 seat1', 'dialParty 1', 'releaseParty', 'releaseLeg 1'],
    outcome: 'unreached',
  },
  {
    about: 'an exchange that breaks while somebody waits',
    begun: caller(),
    events: [entry(), keys('0'), next, heard, cutOff],
    done: [...toQueue, first, 'startMusic', 'releaseParty'],
    outcome: 'cut',
  },
]

describe('A whole call', () => {
  it.each(wholeCalls)('goes as it should: $about', ({ begun, events, done, outcome }) => {
    const rehearsed = rehearse(begun, events)
    expect(rehearsed.done).toEqual(done)
    expect(rehearsed.call).toMatchObject({ phase: 'over', outcome, endedAt: rehearsed.call.endedAt ?? 'never' })
    expect(replay(waterIvr, rehearsed.begun, rehearsed.steps)).toEqual(rehearsed.call)
  })

  it('is the same again from what was stored of it, whatever happened', () => {
    fc.assert(
      fc.property(anyCall, ([begun, cues]) => {
        const { call, steps, begun: start } = rehearse(begun, cues)
        expect(replay(waterIvr, start, steps)).toEqual(call)
      }),
      { numRuns: 500 },
    )
  })

  it('that was stored with other effects is not taken for the same', () => {
    const { begun, steps } = rehearse(caller(), [entry(), heard])
    const other = steps.map((one, index) => (index === 1 ? { ...one, effects: [] } : one))
    expect(() => replay(waterIvr, begun, other)).toThrow('call c1: step 2 (soundFinished) had other effects')
  })
})
