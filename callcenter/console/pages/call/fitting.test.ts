import { describe, expect, it } from 'vitest'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { accountInHand, type CallerAccount, fittingQuery, likelyKind } from './fitting.ts'

const account = (change: Partial<CallerAccount> = {}): CallerAccount => ({
  id: newId(1),
  number: '10000001',
  name: '测试户',
  phone: null,
  premises: '试验路1号',
  masked: false,
  knownBy: 'phone',
  arrears: { bills: 0, outstanding: fen(0), lateFee: fen(0), total: fen(0) },
  prepayment: fen(0),
  outages: [],
  workOrders: [],
  ...change,
})
const outage = (begun: boolean) => ({
  id: newId(2),
  kind: 'planned' as const,
  place: '试验路',
  plannedFrom: 1,
  plannedTo: 2,
  begun,
})
const owing = { bills: 1, outstanding: fen(100), lateFee: fen(0), total: fen(100) }

describe('What fits a call', () => {
  it('are articles about what is reported, else about how things stand with the account', () => {
    expect(fittingQuery('leak', account({ arrears: owing }))).toBe('漏水 爆管')
    expect(fittingQuery(undefined, account({ arrears: owing, outages: [outage(false)] }))).toBe('停水')
    expect(fittingQuery('other', account({ arrears: owing }))).toBe('欠费 缴费')
    expect(fittingQuery(undefined, undefined)).toBe('水费')
  })

  it('is a report of no water while there is an outage, and not before it begins', () => {
    expect(likelyKind(account({ outages: [outage(true)] }))).toBe('noWater')
    expect(likelyKind(account({ outages: [outage(false)] }))).toBeUndefined()
  })

  it('is the account that the hub names, or the only one, and never a guess between two', () => {
    const [one, other] = [account(), account({ id: newId(3) })]
    const page = (accounts: CallerAccount[]) => ({ callId: newId(4), number: '', accounts, contacts: [] })
    expect(accountInHand(page([one, other]), other.id)).toBe(other)
    expect(accountInHand(page([one, other]), null)).toBeUndefined()
    expect(accountInHand(page([one]), null)).toBe(one)
  })
})
