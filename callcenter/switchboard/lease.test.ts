import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Coordination } from '#core/kernel/coordination.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { createMemoryCoordination } from '#core/kernel/memoryCoordination.ts'
import { StartError } from '#core/kernel/startError.ts'
import { keepLease } from './lease.ts'

let coordination: Coordination
let lost: boolean
const events: string[] = []
const logger = createLogger('silent')

beforeEach(() => {
  vi.useFakeTimers()
  events.length = 0
  lost = false
  coordination = createMemoryCoordination({ clock: () => Date.now() })
})
afterEach(() => {
  vi.useRealTimers()
})

function candidate(name: string, reach: Coordination = coordination, takesMs = 0) {
  return keepLease({
    coordination: reach,
    logger,
    name: 'callcenter',
    async onHeld() {
      if (takesMs > 0) await new Promise((resolve) => setTimeout(resolve, takesMs))
      events.push(`${name} has it`)
      return {
        isLatest: async () => events.findLast((event) => event.endsWith('has it')) === `${name} has it`,
        async layDown() {
          events.push(`${name} lays it down`)
        },
      }
    },
  })
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

it('is one callcenter’s, and the next one’s when that closes', async () => {
  const [first, second] = [candidate('first'), candidate('second')]
  await pass(60_000)
  expect(events).toEqual(['first has it'])
  await first.close()
  await pass(3_000)
  expect(events).toEqual(['first has it', 'first lays it down', 'second has it'])
  await second.close()
})

it('is the next one’s within seconds when the owner is gone', async () => {
  const frozen: Coordination = {
    ...coordination,
    lock: async (name, ttlMs) => stale(await coordination.lock(name, ttlMs)),
  }
  candidate('gone', frozen)
  await pass(1_000)
  const next = candidate('next')
  await pass(14_000)
  expect(events).toEqual(['gone has it'])
  lost = true
  await pass(18_000)
  expect(events.slice(0, 2)).toEqual(['gone has it', 'next has it'])
  await next.close()
})

/** A lock whose process stands still while `lost`. */
function stale<T extends { extend(ms: number): Promise<boolean> } | null>(lock: T): T {
  if (!lock) return lock
  return { ...lock, extend: (ms: number) => (lost ? new Promise<boolean>(() => undefined) : lock.extend(ms)) }
}

it('is laid down by who finds that another has had it meanwhile', async () => {
  const owner = candidate('owner')
  await pass(1_000)
  // The store was emptied, and nobody else came: calls go on as if nothing were.
  await forget()
  await pass(6_000)
  expect(events).toEqual(['owner has it'])
  events.push('another has it')
  await forget()
  await pass(12_000)
  expect(events).toEqual(['owner has it', 'another has it', 'owner lays it down', 'owner has it'])
  await owner.close()
})

/** What Redis does that is started anew. */
async function forget() {
  const at = Date.now()
  vi.setSystemTime(at + 20_000)
}

it('is kept while Asterisk takes longer to start than it lasts', async () => {
  const slow = candidate('slow', coordination, 40_000)
  const other = candidate('other')
  await pass(50_000)
  expect(events).toEqual(['slow has it'])
  await slow.close()
  await other.close()
})

it('is tried again, and said in one line once, when the telephone cannot be had', async () => {
  const said: unknown[] = []
  let taken = true
  const lease = keepLease({
    coordination,
    logger: Object.assign(createLogger('silent'), { warn: (line: unknown) => said.push(line) }),
    name: 'callcenter',
    async onHeld() {
      if (taken) throw new StartError('port 18088 is taken: set ARI_PORT')
      events.push('has it')
      return { isLatest: async () => true, layDown: async () => undefined }
    },
  })
  await pass(20_000)
  expect(said).toEqual(['no telephone: port 18088 is taken: set ARI_PORT'])
  taken = false
  await pass(6_000)
  expect(events).toEqual(['has it'])
  await lease.close()
})
