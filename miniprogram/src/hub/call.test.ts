import type { Outgoing } from '@contract/client.ts'
import { describe, expect, it } from 'vitest'
import { addressOf, createCall } from './call.ts'

describe('A call', () => {
  it('becomes a request: method, path with its variables, query, body', async () => {
    const sent: Outgoing[] = []
    const call = createCall((request) => Promise.resolve(sent.push(request)))
    await call('GET /api/resident/accounts/:accountId/bills/:billId', { params: { accountId: 'a/b', billId: '2' } })
    await call('GET /api/article-search', { query: { q: '停水&发票' } })
    await call('POST /api/resident/binding-codes', { body: { accountNumber: '10000001' } })
    await call('GET /api/resident/accounts')
    expect(sent).toEqual([
      { method: 'GET', path: '/api/resident/accounts/a%2Fb/bills/2' },
      { method: 'GET', path: `/api/article-search?q=${encodeURIComponent('停水&发票')}` },
      { method: 'POST', path: '/api/resident/binding-codes', body: { accountNumber: '10000001' } },
      { method: 'GET', path: '/api/resident/accounts' },
    ])
  })

  it('never goes elsewhere for want of a variable', () => {
    expect(() => addressOf('GET /api/a/:id', {})).toThrow('no id')
    expect(() => addressOf('GET /api/a/:id', { params: { id: '' } })).toThrow('no id')
    expect(addressOf('GET /api/a', { query: { b: [1, 2], c: null } })).toBe('/api/a?b=1&b=2')
  })
})
