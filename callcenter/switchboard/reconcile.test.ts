import { expect, it } from 'vitest'
import type { Ari } from '#callcenter/ari/connection.ts'
import { advance } from '#callcenter/calls/advance.ts'
import { beginCallback, beginInbound, beginOutbound } from '#callcenter/calls/begin.ts'
import type { Call, CallEvent } from '#callcenter/calls/call.ts'
import { waterIvr } from '#callcenter/ivr/waterIvr.ts'
import type { Desk } from './desk.ts'
import { reconcile } from './reconcile.ts'

const agent = { seat: 'seat1', staffId: 'staff1', contact: 'page1' }
const [call] = beginOutbound({ id: '01J00000000000000000000000', number: '13800000001', agent, at: 1 })
const channel = `${call.id}-agent-1`

/** What none of them is about. */
const usual = { app: 'hub', isRegistered: () => true, entered: () => undefined, isUnsettled: () => false }

/** Holds an exchange without a channel against a call whose agent is being rung. */
async function held(confirmed: ReadonlySet<string> | null, registered = true): Promise<CallEvent[]> {
  const events: CallEvent[] = []
  const ari: Ari = {
    request: async (_, path) => ({ ok: true, body: path === '/asterisk/info' ? {} : [] }),
    isConnected: () => true,
    close: () => undefined,
  }
  const desk: Pick<Desk, 'calls' | 'find' | 'tell'> = {
    calls: () => [call],
    find: () => call,
    async tell(_, event) {
      events.push(event)
      return true
    },
  }
  const missed = await reconcile({ ...usual, ari, desk: desk as Desk, isRegistered: () => registered }, confirmed)
  expect([...missed]).toEqual([channel])
  return events
}
const ended = (cause: string) => [{ type: 'legEnded', leg: 1, cause }]

it('a ring that ended while no hub was there is not held against the agent', async () => {
  expect(await held(null)).toEqual(ended('lost'))
})

it('a ring that is missed twice while the hub was there was not answered, unless the page is gone', async () => {
  expect(await held(new Set())).toEqual([])
  expect(await held(new Set([channel]))).toEqual(ended('unanswered'))
  expect(await held(new Set([channel]), false)).toEqual(ended('lost'))
})

const startedAt = Date.parse('2026-11-24T09:00:00.000+0800')

/** An exchange that was started at nine, and has no channels, against a callback that talks since. */
async function ofTalking(since: number): Promise<CallEvent[]> {
  const [waiting] = beginCallback({ id: call.id, number: call.number, queuedAt: 1, at: startedAt - 60_000 })
  const events = [{ type: 'agentFound', ...agent }, { type: 'legAnswered', leg: 1 }, { type: 'partyAnswered' }] as const
  const talking = events.reduce((before: Call, event) => advance(waterIvr, before, event, since)[0], waiting)
  const told: CallEvent[] = []
  const desk: Pick<Desk, 'calls' | 'find' | 'tell'> = {
    calls: () => [talking],
    find: () => talking,
    async tell(_, event) {
      told.push(event)
      return true
    },
  }
  const status = { startup_time: new Date(startedAt).toISOString() }
  const ari: Ari = {
    request: async (_, path) => ({ ok: true, body: path === '/asterisk/info' ? { status } : [] }),
    isConnected: () => true,
    close: () => undefined,
  }
  await reconcile({ ...usual, ari, desk: desk as Desk }, null)
  return told
}

it('a conversation was cut by a new start of Asterisk only if it is older than that', async () => {
  expect(await ofTalking(startedAt - 10_000)).toEqual([{ type: 'cut' }])
  expect(await ofTalking(startedAt + 10_000)).toEqual([{ type: 'hungUp' }])
})

it('somebody is a new caller who is still there, and was none before', async () => {
  const inbound = (id: string) => ({
    id,
    name: id,
    state: 'Up',
    caller: { number: '13800000001' },
    dialplan: { app_name: 'Stasis', app_data: 'hub,inbound,line' },
  })
  const [known] = beginInbound({ id: call.id, channel: '17.1', number: '13800000001', at: 1 })
  const entered: string[] = []
  let calls = [known]
  const desk: Pick<Desk, 'calls' | 'find' | 'tell' | 'byChannel'> = {
    calls: () => calls,
    find: () => undefined,
    byChannel: () => undefined,
    tell: async () => true,
  }
  const ari: Ari = {
    async request(_, path) {
      if (path === '/channels') {
        // It ends just now.
        calls = []
        return { ok: true, body: ['17.1', '17.2', '17.3'].map(inbound) }
      }
      if (path === '/channels/17.2') return { ok: false, status: 404, message: 'gone' }
      return { ok: true, body: path === '/bridges' ? [] : {} }
    },
    isConnected: () => true,
    close: () => undefined,
  }
  await reconcile({ ...usual, ari, desk: desk as Desk, entered: ({ id }) => entered.push(id) }, new Set())
  expect(entered).toEqual(['17.3'])
})
