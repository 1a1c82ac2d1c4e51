import { describe, expect, it } from 'vitest'
import type { Ari } from '#callcenter/ari/connection.ts'
import { beginCallback } from '#callcenter/calls/begin.ts'
import { perform } from './perform.ts'

const [call] = beginCallback({ id: '01J00000000000000000000000', number: '13800000001', queuedAt: 1, at: 1 })
const party = `${call.id}-party`

/** An exchange that has these channels, and writes down what it is asked. */
function exchangeWith(channels: readonly string[]) {
  const asked: string[] = []
  const ari: Ari = {
    async request(method, path) {
      asked.push(`${method} ${path}`)
      const known = method !== 'GET' || channels.includes(path.replace('/channels/', ''))
      return known ? { ok: true, body: {} } : { ok: false, status: 404, message: '' }
    },
    isConnected: () => true,
    close: () => undefined,
  }
  const deps = { ari, clock: () => 1, app: 'hub', ownNumber: '966566', trunk: 'line' }
  return { asked, dial: (again: boolean) => perform(deps, call, { do: 'dialParty', leg: 1 }, again) }
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

  it('and may have been by a hub that died, is not rung again: the call has failed', async () => {
    const { asked, dial } = exchangeWith([])
    expect(await dial(true)).toEqual({ type: 'partyFailed' })
    expect(asked).not.toContain(originated)
  })
})
