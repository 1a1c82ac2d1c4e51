import { expect, it } from 'vitest'
import type { Ari } from '#callcenter/ari/connection.ts'
import { beginOutbound } from '#callcenter/calls/begin.ts'
import type { CallEvent } from '#callcenter/calls/call.ts'
import type { Desk } from './desk.ts'
import { reconcile } from './reconcile.ts'

const agent = { seat: 'seat1', staffId: 'staff1', contact: 'page1' }
const [call] = beginOutbound({ id: '01J00000000000000000000000', number: '13800000001', agent, at: 1 })
const channel = `${call.id}-agent-1`

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
  const missed = await reconcile(
    {
      ari,
      app: 'hub',
      desk: desk as Desk,
      isRegistered: () => registered,
      entered: () => undefined,
      isUnsettled: () => false,
    },
    confirmed,
  )
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
