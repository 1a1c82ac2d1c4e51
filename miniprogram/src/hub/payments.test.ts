import { beforeEach, describe, expect, it } from 'vitest'
import type { Call, PaymentState } from './contract.ts'
import { createPayments, type Order } from './payments.ts'
import { type Attempt, nextAskMs, stageOf } from './paymentStage.ts'
import { createMemoryStorage } from './storage.ts'

const order: Order = { accountId: 'A', accountNumber: '1', amount: 3_690, channel: 'sandbox', purpose: '水费' }
const heardAs = (state: 'pending' | 'paid' | 'closed') => ({ payment: { state }, receipt: null }) as PaymentState

describe('Payments', () => {
  let storage = createMemoryStorage()
  let calls: { key: string; id: string }[]
  let state: 'pending' | 'paid' | 'closed'
  let made: number
  let decided: number
  const open = () => {
    const call = ((key: string, { body, params }: { body?: { id: string }; params?: { paymentId: string } }) => {
      calls.push({ key, id: body?.id ?? params?.paymentId ?? '' })
      return new Promise((resolve) => setTimeout(() => resolve({ ...heardAs(state), prompt: { url: 'x' } }), 1))
    }) as unknown as Call
    return createPayments({ storage, call, newId: () => `id-${++made}`, now: () => 7, onDecided: () => void decided++ })
  }

  beforeEach(() => {
    storage = createMemoryStorage()
    calls = []
    state = 'pending'
    made = 0
    decided = 0
  })

  it('are one for an order that is under way, however often it is asked for, also after the app was left', () => {
    const { id } = open().attemptFor(order)
    expect(open().attemptFor(order).id).toBe(id)
    expect(open().attemptFor({ ...order, amount: 1 }).id).not.toBe(id)
    expect(open().undecided()).toHaveLength(2)
  })

  it('are started once when the button is pressed twice', async () => {
    const payments = open()
    const attempt = payments.attemptFor(order)
    await Promise.all([payments.start(attempt), payments.start(attempt)])
    expect(calls).toEqual([{ key: 'POST /api/resident/payments', id: attempt.id }])
    await payments.start(attempt)
    expect(calls[1]?.id).toBe(attempt.id)
  })

  it('are new ones once the hub has decided, or the person has given up', async () => {
    const payments = open()
    const first = payments.attemptFor(order)
    state = 'paid'
    await payments.ask(first.id)
    expect(payments.undecided()).toEqual([])
    // Asked again, it is no news.
    await payments.ask(first.id)
    expect(decided).toBe(1)
    const second = payments.attemptFor(order)
    expect(second.id).not.toBe(first.id)
    payments.note(second.id, { givenUp: true })
    expect(payments.attemptFor(order).id).not.toBe(second.id)
    // What was given up may have been paid all the same: it is still asked after.
    expect(payments.undecided().map(({ id }) => id)).toContain(second.id)
  })

  it('survive a storage that holds nonsense, and are forgotten with the log-in', () => {
    storage.write('payments', 'nonsense')
    const payments = open()
    payments.attemptFor(order)
    expect(payments.undecided()).toHaveLength(1)
    payments.forget()
    expect(payments.undecided()).toEqual([])
  })
})

describe('The stage of a payment', () => {
  const attempt: Attempt = { ...order, id: 'P', startedAt: 0, shown: true, givenUp: false, decided: false }
  const seen = { attempt, heard: heardAs('pending'), refused: false, waitedMs: 0 }

  it('is the hub’s word before anything else', () => {
    const given = { ...attempt, givenUp: true }
    expect(stageOf({ ...seen, attempt: given, refused: true, heard: heardAs('paid') })).toBe('paid')
    expect(stageOf({ ...seen, attempt: given, heard: heardAs('closed') })).toBe('closed')
  })

  it('is never paid by coming back alone', () => {
    expect(stageOf({ ...seen, heard: null })).toBe('waiting')
    expect(stageOf(seen)).toBe('waiting')
    expect(stageOf({ ...seen, attempt: null })).toBe('waiting')
  })

  it('tells starting, failing, giving up and waiting long apart', () => {
    expect(stageOf({ ...seen, attempt: { ...attempt, shown: false } })).toBe('paying')
    expect(stageOf({ ...seen, attempt: { ...attempt, shown: false }, refused: true })).toBe('failed')
    expect(stageOf({ ...seen, attempt: { ...attempt, givenUp: true } })).toBe('cancelled')
    expect(stageOf({ ...seen, waitedMs: 20_000 })).toBe('slow')
  })

  it('is asked after less and less often, and not for ever', () => {
    expect([0, 30_000, 100_000, 300_000].map(nextAskMs)).toEqual([1_000, 3_000, 10_000, null])
  })
})
