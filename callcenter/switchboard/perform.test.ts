import { describe, expect, it } from 'vitest'
import type { Ari } from '#callcenter/ari/connection.ts'
import { beginCallback } from '#callcenter/calls/begin.ts'
import { perform } from './perform.ts'

const id = '01J00000000000000000000000'
const party = `${id}-party`

/** An exchange that has these channels, and writes down what it is asked. */
function exchangeWith(channels: readonly string[], number = '13800000001') {
  const [call] = beginCallback({ id, number, queuedAt: 1, at: 1 })
  const asked: string[] = []
  const endpoints: unknown[] = []
  const ari: Ari = {
    async request(method, path, request) {
      asked.push(`${method} ${path}`)
      if (request?.query?.['endpoint'] !== undefined) endpoints.push(request.query['endpoint'])
      const known = method !== 'GET' || channels.includes(path.replace('/channels/', ''))
      return known ? { ok: true, body: {} } : { ok: false, status: 404, message: '' }
    },
    isConnected: () => true,
    close: () => undefined,
  }
  const deps = { ari, clock: () => 1, app: 'hub', ownNumber: '966566', trunk: 'line' }
  return { asked, endpoints, dial: (again: boolean) => perform(deps, call, { do: 'dialParty', leg: 1 }, again) }
}
const originated = 'POST /channels'

describe('Somebody who is to be rung', () => {
  it('is rung', async () => {
    const { asked, dial } = exchangeWith([])
    expect(await dial(false)).toBeNull()
    expect(asked).toContain(originated)
  })

  it('and still is when another hub goes on, is not rung by that one', async () => {
    const { asked, dial } = exchangeWith([party])
    expect(await dial(true)).toBeNull()
    expect(asked).not.toContain(originated)
  })

  it('is so by the number of the country’s plan alone', async () => {
    const known = exchangeWith([], '+8613800000001')
    expect(await known.dial(false)).toBeNull()
    expect(known.endpoints).toEqual(['PJSIP/13800000001@line'])
    for (const dear of ['+88213300000', '0088213300000', '16812345', '966566', '110']) {
      const { endpoints, dial } = exchangeWith([], dear)
      expect(await dial(false)).toEqual({ type: 'partyFailed' })
      expect(endpoints).toEqual([])
    }
  })

  it('and may have been by a hub that died, is not rung again: the call has failed', async () => {
    const { asked, dial } = exchangeWith([])
    expect(await dial(true)).toEqual({ type: 'partyFailed' })
    expect(asked).not.toContain(originated)
  })
})
