import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { beginCallback } from '#callcenter/calls/begin.ts'
import type { Call } from '#callcenter/calls/call.ts'
import { waterIvr } from '#callcenter/ivr/waterIvr.ts'
import type { CallRecord } from '#core/calls/call.ts'
import { CallMovedOn } from '#core/calls/saveCallStep.ts'
import { TelephoneTaken } from '#core/calls/telephoneOwner.ts'
import type { Database } from '#core/kernel/database.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { createDesk } from './desk.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A desk that goes on with a callback which is due again in a minute, and cannot store it as often as `failures` say. */
function deskWith(failures: Error[]) {
  const [begun] = beginCallback({ id: '01J00000000000000000000000', number: '13800000001', queuedAt: 1, at: 1 })
  const state: Call = { ...begun, timer: { kind: 'again', sound: 0, dueAt: Date.now() + 60_000 } }
  let tries = 0
  const database = {
    // Nothing can be read, either.
    read: {},
    transaction() {
      tries += 1
      const failure = failures.shift()
      return failure ? Promise.reject(failure) : Promise.resolve([])
    },
  }
  const desk = createDesk({
    database: database as unknown as Database,
    clock: () => Date.now(),
    logger: createLogger('silent'),
    ivr: waterIvr,
    after: { wrapUpMs: 0, declinedRestMs: 0 },
    requireTelephone: async () => undefined,
    perform: async () => null,
    isHeld: () => false,
    onStep: () => undefined,
  })
  desk.adopt({ ...origin, id: state.id, version: 1, state } as unknown as CallRecord)
  return { desk, tries: () => tries, timer: () => desk.find(state.id)?.timer }
}
const origin = { callbackOf: null, aboutKind: null, aboutId: null }

it('a timer that could not be stored goes off again, until it is', async () => {
  const { tries, timer } = deskWith([new CallMovedOn('x'), new CallMovedOn('x')])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(tries()).toBe(1)
  expect(timer()).not.toBeNull()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(tries()).toBe(2)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(tries()).toBe(3)
  expect(timer()).toBeNull()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(tries()).toBe(3)
})

it('and does not in a process that has lost the telephone, or is closed', async () => {
  const lost = deskWith([new TelephoneTaken()])
  await vi.advanceTimersByTimeAsync(120_000)
  expect(lost.tries()).toBe(1)
  const closed = deskWith([new CallMovedOn('x')])
  await vi.advanceTimersByTimeAsync(60_000)
  await closed.desk.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(closed.tries()).toBe(1)
})
