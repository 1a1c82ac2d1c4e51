import { describe, expect, it } from 'vitest'
import { fen } from '#core/kernel/fen.ts'
import { type Found, placeFor } from './placeFor.ts'

const account = (id: string, number: string) => ({
  id,
  number,
  name: '欧阳建国',
  phone: null,
  premises: '兴华路12号',
  usageClass: 'residential' as const,
  arrears: fen(0),
})
const order = (id: string, number: string) => ({
  id,
  number,
  kind: 'leak' as const,
  state: 'reported' as const,
  place: '兴华路12号',
  createdAt: 0,
})
const found = (some: Partial<Found>): Found => ({ accounts: [], workOrders: [], receipts: [], outages: [], ...some })

describe('Enter in the search for everything', () => {
  it('opens what was named in full, though its number is the beginning of others', () => {
    const workOrders = [order('B', 'GD20261124-00011'), order('A', 'GD20261124-0001')]
    expect(placeFor(found({ workOrders }), 'gd20261124-0001')).toBe('/workorders/A')
  })

  it('opens the only one, and lists accounts where there are several', () => {
    expect(placeFor(found({ accounts: [account('A', '10000001')] }), '欧阳')).toBe('/accounts/A')
    const two = [account('A', '10000001'), account('B', '10000002')]
    expect(placeFor(found({ accounts: two, workOrders: [order('C', 'GD20261124-0001')] }), '兴华路')).toBe(
      '/accounts?q=%E5%85%B4%E5%8D%8E%E8%B7%AF',
    )
  })

  it('waits for a choice between things of several kinds, and where there is nothing', () => {
    const both = found({ accounts: [account('A', '10000001')], workOrders: [order('C', 'GD20261124-0001')] })
    expect([placeFor(both, '兴华路'), placeFor(found({}), '没有')]).toEqual([null, null])
  })
})
