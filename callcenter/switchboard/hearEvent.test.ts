import { beforeEach, expect, it } from 'vitest'
import type { Channel } from '#callcenter/ari/events.ts'
import { advance } from '#callcenter/calls/advance.ts'
import { beginCallback, beginInbound } from '#callcenter/calls/begin.ts'
import type { Call, CallEvent } from '#callcenter/calls/call.ts'
import { waterIvr } from '#callcenter/ivr/waterIvr.ts'
import type { Desk } from './desk.ts'
import { createHearing } from './hearEvent.ts'

const id = '01J00000000000000000000000'
const channelOf = (channel: string, number = '13800000001'): Channel => ({
  id: channel,
  name: channel,
  state: 'Up',
  caller: { number },
})
let told: CallEvent[]
let begun: Call[]

beforeEach(() => {
  told = []
  begun = []
})

/** Hears for a desk that has this one call. */
function hearingOf(call: Call) {
  const desk: Pick<Desk, 'find' | 'byChannel' | 'tell' | 'begin'> = {
    find: (callId) => (callId === call.id ? call : undefined),
    byChannel: (channel) => (channel === call.channel ? call : undefined),
    async tell(_, event) {
      told.push(event)
      return true
    },
    async begin([next]) {
      begun.push(next)
      return true
    },
  }
  return createHearing({
    desk: desk as Desk,
    clock: () => 1,
    ownNumbers: ['966566'],
    isRegistered: () => true,
    onFailure: (error) => {
      throw error
    },
  })
}
const [caller] = beginInbound({ id, channel: '17.1', number: '13800000001', at: 1 })

it('a key that is told once more at once was pressed once', () => {
  const { hear } = hearingOf(caller)
  const press = (digit: string, ms: string) =>
    hear({ type: 'ChannelDtmfReceived', digit, channel: channelOf('17.1'), timestamp: `2026-11-24T09:00:0${ms}+0800` })
  press('1', '0.000')
  press('1', '0.020')
  press('1', '0.059')
  press('2', '0.070')
  press('1', '0.090')
  press('1', '0.210')
  press('1', '0.500')
  expect(told.map((event) => event.type === 'keyPressed' && event.key)).toEqual(['1', '2', '1', '1', '1'])
})

it('somebody who was rung and hangs up while the answer is being taken down has hung up', () => {
  const agent = { type: 'agentFound', seat: 'seat1', staffId: 'staff1', contact: 'page1' } as const
  const [waiting] = beginCallback({ id, number: '13800000001', queuedAt: 1, at: 1 })
  const dialling = [agent, { type: 'legAnswered', leg: 1 } as const].reduce(
    (call: Call, event) => advance(waterIvr, call, event, 2)[0],
    waiting,
  )
  expect(dialling.phase).toBe('dialling')
  hearingOf(dialling).hear({ type: 'ChannelDestroyed', channel: channelOf(`${id}-party`), cause: 16 })
  const [ended] = told
  if (!ended) throw new Error('nothing was told')
  const [answered] = advance(waterIvr, dialling, { type: 'partyAnswered' }, 3)
  expect(advance(waterIvr, answered, ended, 4)[0]).toMatchObject({ phase: 'over', outcome: 'answered' })
  // And who did not answer is rung again later, as ever.
  expect(advance(waterIvr, dialling, ended, 4)[0]).toMatchObject({ phase: 'waiting', timer: { kind: 'again' } })
})

it('a caller who comes with a number of the hotline itself withholds the own one', () => {
  const { entered } = hearingOf(caller)
  for (const number of ['13900000009', '966566', 'anonymous']) entered(channelOf(`17.${number}`, number))
  expect(begun.map(({ number }) => number)).toEqual(['13900000009', '', ''])
})
