import { describe, expect, it, vi } from 'vitest'
import { HubRefusal } from '../hub/hubRefusal.ts'
import type { LineOptions } from './line.ts'
import { createSoftphone, type SoftphoneDeps } from './softphone.ts'

const account = (password: string) => ({
  seat: 'seat1',
  user: 'seat1',
  password,
  uri: 'sip:seat1@hub',
  socketPath: '/sip',
  expiresAt: 9,
})
const ring = { state: 'ringing' as const, number: '13800000001', muted: false, since: 1 }
const unavailable = () => new HubRefusal(503, { code: 'calls.exchangeUnavailable', detail: '电话交换机不可用' })

/** A telephone whose exchange and browser do what the test says. */
function desk(change: Partial<SoftphoneDeps> = {}) {
  const lines: Omit<LineOptions, 'now'>[] = []
  const done: string[] = []
  let taken = 0
  let now = 0
  const phone = createSoftphone({
    takeSeat: () => Promise.resolve(account(`password ${++taken}`)),
    leaveSeat: () => Promise.resolve(done.push('left')),
    openMicrophone: () => Promise.resolve({ getTracks: () => [{ stop: () => done.push('silent') }] } as never),
    openLine(options) {
      lines.push(options)
      return {
        answer: () => done.push('answered'),
        hangUp: () => done.push('hung up'),
        hold: () => undefined,
        mute: () => undefined,
        close: () => done.push('closed'),
      }
    },
    socketAt: (path) => `wss://hub${path}`,
    alone: (_, __, work) => work(),
    now: () => now,
    sleep: () => Promise.resolve(),
    ...change,
  })
  const until = (link: string) => vi.waitFor(() => expect(phone.state().link).toBe(link))
  return { phone, lines, done, until, pass: (ms: number) => (now += ms) }
}

describe('The softphone', () => {
  it('takes a seat, opens its line and is registered', async () => {
    const { phone, lines, until } = desk()
    phone.signIn()
    phone.signIn()
    await vi.waitFor(() => expect(lines).toHaveLength(1))
    expect(lines[0]).toMatchObject({ socket: 'wss://hub/sip', uri: 'sip:seat1@hub', password: 'password 1' })
    lines[0]?.onChange({ registration: 'registered', call: null })
    await until('registered')
  })

  it('takes another account when the exchange has forgotten the first', async () => {
    const { phone, lines, done } = desk()
    phone.signIn()
    await vi.waitFor(() => expect(lines).toHaveLength(1))
    lines[0]?.onChange({ registration: 'refused', call: null })
    await vi.waitFor(() => expect(lines).toHaveLength(2))
    expect(lines[1]?.password).toBe('password 2')
    expect(done).toEqual(['closed'])
  })

  it('keeps a call when the exchange has forgotten the account meanwhile, and takes another one after it', async () => {
    const { phone, lines } = desk()
    phone.signIn()
    await vi.waitFor(() => expect(lines).toHaveLength(1))
    lines[0]?.onChange({ registration: 'refused', call: { ...ring, state: 'talking' } })
    expect(phone.state()).toMatchObject({ link: 'lost', call: { state: 'talking' } })
    lines[0]?.onChange({ registration: 'refused', call: null })
    await vi.waitFor(() => expect(lines).toHaveLength(2))
  })

  it('tries again while the exchange is away, and not when no seat is free', async () => {
    let tries = 0
    const away = desk({
      takeSeat: () => (++tries < 3 ? Promise.reject(unavailable()) : Promise.resolve(account('third'))),
    })
    away.phone.signIn()
    await vi.waitFor(() => expect(away.lines[0]?.password).toBe('third'))

    const full = desk({
      takeSeat: () => Promise.reject(new HubRefusal(409, { code: 'seats.noneFree', detail: '座席已满' })),
    })
    full.phone.signIn()
    await full.until('noSeat')
    expect(full.phone.state().problem).toBe('座席已满')
    expect(full.done).toEqual(['silent'])
  })

  it('takes no seat without a microphone, and says what to do', async () => {
    const takeSeat = vi.fn<SoftphoneDeps['takeSeat']>(() => Promise.resolve(account('x')))
    const { phone, until } = desk({
      takeSeat,
      openMicrophone: () => Promise.reject(Object.assign(new Error('no'), { name: 'NotAllowedError' })),
    })
    phone.signIn()
    await until('microphoneRefused')
    expect(phone.state().problem).toContain('允许使用麦克风')
    expect(takeSeat).not.toHaveBeenCalled()
  })

  it('says that another tab has the line', async () => {
    const { phone, until } = desk({ alone: (_, onWaiting) => (onWaiting(), new Promise(() => undefined)) })
    phone.signIn()
    await until('elsewhere')
    expect(phone.state().problem).toBeNull()
  })

  it('gives the seat back when one signs out, and keeps it when the page goes', async () => {
    const out = desk()
    out.phone.signIn()
    await vi.waitFor(() => expect(out.lines).toHaveLength(1))
    await out.phone.signOut()
    expect(out.phone.state()).toEqual({ link: 'off', problem: null, call: null })
    expect(out.done).toContain('left')
    out.lines[0]?.onChange({ registration: 'registered', call: ring })
    expect(out.phone.state().call).toBeNull()

    const gone = desk()
    gone.phone.signIn()
    await vi.waitFor(() => expect(gone.lines).toHaveLength(1))
    gone.phone.close()
    expect(gone.done).toContain('closed')
    expect(gone.done).not.toContain('left')
  })

  it('gives a seat back that it is just being given', async () => {
    const given = Promise.withResolvers<ReturnType<typeof account>>()
    const takeSeat = vi.fn<SoftphoneDeps['takeSeat']>(() => given.promise)
    const { phone, lines, done } = desk({ takeSeat })
    phone.signIn()
    await vi.waitFor(() => expect(takeSeat).toHaveBeenCalled())
    const out = phone.signOut()
    await Promise.resolve()
    expect(done).not.toContain('left')
    given.resolve(account('late'))
    await out
    expect(done).toContain('left')
    expect(lines).toEqual([])
  })

  it('answers by itself the ring that it has asked for, and no other', async () => {
    const { phone, lines, done, pass } = desk()
    phone.signIn()
    await vi.waitFor(() => expect(lines).toHaveLength(1))
    const calls = (call: typeof ring | null) => lines[0]?.onChange({ registration: 'registered', call })
    calls(ring)
    expect(done).not.toContain('answered')
    calls(null)
    phone.expectRing('+86 138-0000-0001')
    pass(5_000)
    // Somebody else was quicker.
    for (const number of ['13900000009', '']) calls({ ...ring, number })
    calls(null)
    expect(done).not.toContain('answered')
    calls(ring)
    expect(done.filter((what) => what === 'answered')).toHaveLength(1)
    calls(null)
    calls(ring)
    expect(done.filter((what) => what === 'answered')).toHaveLength(1)
    calls(null)
    phone.expectRing(ring.number)
    pass(60_000)
    calls(ring)
    expect(done.filter((what) => what === 'answered')).toHaveLength(1)
    calls(null)
    const notExpected = phone.expectRing(ring.number)
    notExpected()
    calls(ring)
    expect(done.filter((what) => what === 'answered')).toHaveLength(1)
  })
})
