import { describe, expect, it } from 'vitest'
import type { SeatView } from '#core/contract/seats.ts'
import { actOfKey } from './keys.ts'
import { phoneOf } from './phone.ts'
import type { SoftphoneState } from './softphone.ts'

const line = (change: Partial<SoftphoneState> = {}): SoftphoneState => ({
  link: 'registered',
  problem: null,
  call: null,
  ...change,
})
const seat = (change: Partial<SeatView> = {}): SeatView => ({
  seat: 'seat1',
  staffId: null,
  staffName: null,
  state: 'free',
  reason: null,
  since: 1,
  until: null,
  pauseNext: null,
  registered: true,
  callId: null,
  ...change,
})
const ringing = { state: 'ringing' as const, number: '13800000001', muted: false, since: 7 }

describe('The telephone that is shown', () => {
  it('is the line’s as soon as there is a call, whatever the hub has said before', () => {
    expect(phoneOf(line({ call: ringing }), seat(), null)).toMatchObject({
      state: 'ringing',
      number: '13800000001',
      since: 7,
    })
    expect(phoneOf(line({ call: { ...ringing, state: 'held' } }), seat({ state: 'talking' }), null).state).toBe('held')
  })

  it('goes on with a call while the connection is lost, and says so', () => {
    const shown = phoneOf(line({ link: 'lost', call: { ...ringing, state: 'talking' } }), seat(), null)
    expect(shown).toMatchObject({ state: 'talking', disconnected: true })
    expect(phoneOf(line({ link: 'lost' }), seat(), null)).toMatchObject({ state: 'lost', disconnected: true })
  })

  it('is the hub’s between calls: pauses with their reason, wrap-up with its end', () => {
    expect(phoneOf(line(), seat({ state: 'paused', reason: 'meal' }), null).label).toBe('示忙 · 用餐')
    expect(phoneOf(line(), seat({ state: 'wrapUp', until: 99 }), null)).toMatchObject({ state: 'wrapUp', until: 99 })
  })

  it('waits for a call that the page lost when it was loaded anew', () => {
    expect(phoneOf(line(), seat({ state: 'talking' }), null)).toMatchObject({ state: 'returning' })
  })

  it('says nothing of a seat that it is not registered at', () => {
    expect(phoneOf(line({ link: 'off' }), seat(), null).state).toBe('off')
    expect(phoneOf(line({ link: 'elsewhere' }), seat(), null).state).toBe('elsewhere')
    expect(phoneOf(line({ link: 'microphoneRefused', problem: '麦克风' }), null, null)).toMatchObject({
      state: 'blocked',
      problem: '麦克风',
    })
  })
})

describe('A key', () => {
  const press = (key: string, change: Partial<KeyboardEvent> = {}) => ({
    key,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    shiftKey: false,
    repeat: false,
    ...change,
  })

  it('does what it may in this state, and nothing else', () => {
    expect(actOfKey(press('F2'), 'ringing')).toBe('answer')
    expect(actOfKey(press('F2'), 'wrapUp')).toBe('endWrapUp')
    expect(actOfKey(press('F2'), 'talking')).toBeNull()
    expect(actOfKey(press('F8'), 'held')).toBe('hold')
    expect(actOfKey(press('F4'), 'free')).toBeNull()
  })

  it('belongs to the browser with another key held, and counts once while it is held down', () => {
    expect(actOfKey(press('F4', { altKey: true }), 'talking')).toBeNull()
    expect(actOfKey(press('F2', { repeat: true }), 'ringing')).toBeNull()
  })
})
