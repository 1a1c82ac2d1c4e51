import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { redisUrl } from '#test/databases.ts'
import { until } from '#test/kernel/until.ts'
import { startRedis } from '#test/services/redis.ts'
import { systemClock } from './clock.ts'
import type { Coordination, Lock } from './coordination.ts'
import { createLogger } from './logger.ts'
import { createMemoryCoordination } from './memoryCoordination.ts'
import { openRedisCoordination } from './redisCoordination.ts'
import { StartError } from './startError.ts'

const logger = createLogger('silent')
const openRedis = (prefix: string, url = redisUrl()) => openRedisCoordination({ url, prefix, logger })

const implementations = [
  { kind: 'memory', open: async () => createMemoryCoordination({ clock: systemClock }) },
  { kind: 'redis', open: () => openRedis(`test-${randomUUID()}`) },
]

describe.each(implementations)('coordination by $kind', ({ open }) => {
  let shared: Coordination
  beforeEach(async () => {
    shared = await open()
  })
  afterEach(() => shared.close())

  async function locked(name: string, ttlMs: number): Promise<Lock> {
    const lock = await shared.lock(name, ttlMs)
    if (!lock) throw new Error(`${name} is taken`)
    return lock
  }

  it('keeps a value until it is replaced, deleted or its time has passed', async () => {
    expect(await shared.get('a')).toBeNull()
    await shared.set('a', '一', 10_000)
    await shared.set('a', '二', 100)
    await shared.set('b', '三', 10_000)
    expect([await shared.get('a'), await shared.get('b')]).toEqual(['二', '三'])
    await shared.delete('b')
    expect(await shared.get('b')).toBeNull()
    await setTimeout(120)
    expect(await shared.get('a')).toBeNull()
  })

  it('counts every one of those who count at once, and begins anew when its time has passed', async () => {
    const counts = await Promise.all(Array.from({ length: 50 }, () => shared.increment('tries', 300)))
    expect(counts.map(({ count }) => count).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 1),
    )
    await setTimeout(100)
    const later = await shared.increment('tries', 300)
    expect(later.count).toBe(51)
    // The first one set the end; later ones do not move it.
    expect(later.resetMs).toBeGreaterThan(0)
    expect(later.resetMs).toBeLessThanOrEqual(205)
    await setTimeout(later.resetMs + 10)
    expect(await shared.increment('tries', 300)).toMatchObject({ count: 1 })
  })

  it('gives a lock to one of those who want it at once', async () => {
    const locks = await Promise.all(Array.from({ length: 20 }, () => shared.lock('node', 5_000)))
    expect(locks.filter((lock) => lock !== null)).toHaveLength(1)
    expect(await shared.lock('another', 5_000)).not.toBeNull()
  })

  it('gives each holder of a lock a greater token', async () => {
    const tokens: number[] = []
    for (let i = 0; i < 5; i++) {
      const lock = await locked('node', 5_000)
      tokens.push(lock.token)
      await lock.release()
    }
    expect(tokens).toEqual([...new Set(tokens)].toSorted((a, b) => a - b))
    expect(tokens.every(Number.isSafeInteger)).toBe(true)
  })

  it('holds a lock for as long as it is extended', async () => {
    const lock = await locked('node', 100)
    expect(await lock.extend(400)).toBe(true)
    await setTimeout(150)
    expect(await shared.lock('node', 100)).toBeNull()
    await setTimeout(300)
    expect(await shared.lock('node', 100)).not.toBeNull()
  })

  it('lets nobody extend or release a lock that another holds meanwhile', async () => {
    const former = await locked('node', 50)
    await setTimeout(80)
    const present = await locked('node', 5_000)
    expect([await former.extend(5_000), await former.release()]).toEqual([false, false])
    expect(await shared.lock('node', 5_000)).toBeNull()
    expect([await present.release(), await present.release()]).toEqual([true, false])
    expect(await shared.lock('node', 5_000)).not.toBeNull()
  })

  it('keeps a lock and a value of the same name apart', async () => {
    await shared.set('node', 'value', 5_000)
    await locked('node', 5_000)
    await shared.delete('node')
    expect(await shared.lock('node', 5_000)).toBeNull()
  })

  it('tells each listener of a channel, as often as it listens, until it stops', async () => {
    const heard: string[] = []
    const stopFirst = await shared.subscribe('news', (message) => void heard.push(`first ${JSON.stringify(message)}`))
    await shared.subscribe('news', (message) => void heard.push(`second ${JSON.stringify(message)}`))
    await shared.subscribe('other', () => void heard.push('other'))
    await shared.publish('news', { call: 'C1', waited: 3 })
    await until(() => heard.length === 2)
    expect(heard.toSorted()).toEqual(['first {"call":"C1","waited":3}', 'second {"call":"C1","waited":3}'])
    await stopFirst()
    await shared.publish('news', '再')
    await until(() => heard.length === 3)
    expect(heard[2]).toBe('second "再"')
  })

  it('gives each listener a message of its own', async () => {
    const message = { seats: [1] }
    const heard: unknown[] = []
    await shared.subscribe('news', (copy) => void heard.push(copy))
    await shared.subscribe('news', (copy) => void heard.push(copy))
    await shared.publish('news', message)
    message.seats.push(2)
    await until(() => heard.length === 2)
    expect(heard).toEqual([{ seats: [1] }, { seats: [1] }])
    expect(heard[0]).not.toBe(heard[1])
  })
})

describe('coordination by a redis server', () => {
  it('is one for the processes of a hub, and another for another hub', async () => {
    const prefix = `test-${randomUUID()}`
    const [here, there, stranger] = await Promise.all([openRedis(prefix), openRedis(prefix), openRedis(`${prefix}-2`)])
    const heard: unknown[] = []
    await there.subscribe('news', (message) => void heard.push(message))
    await stranger.subscribe('news', () => void heard.push('overheard'))
    await here.set('a', '1', 5_000)
    expect([await there.get('a'), await stranger.get('a')]).toEqual(['1', null])
    expect(await here.lock('node', 5_000)).not.toBeNull()
    expect([await there.lock('node', 5_000), await stranger.lock('node', 5_000)]).toEqual([null, expect.anything()])
    await here.publish('news', 1)
    await until(() => heard.length === 1)
    expect(heard).toEqual([1])
    await Promise.all([here, there, stranger].map((one) => one.close()))
  })

  it(
    'rejects while redis is away, and works, hears and counts tokens on when it is back empty',
    { timeout: 40_000 },
    async () => {
      const redis = await startRedis()
      const shared = await openRedis('test', redis.url)
      const heard: unknown[] = []
      await shared.subscribe('news', (message) => void heard.push(message))
      const before = await shared.lock('node', 60_000)
      await redis.halt('killed')
      await expect(shared.get('a')).rejects.toThrow()
      await expect(shared.lock('node', 1_000)).rejects.toThrow()
      await redis.resume()
      await until(() =>
        shared.set('a', '1', 5_000).then(
          () => true,
          () => false,
        ),
      )
      expect(await shared.get('a')).toBe('1')
      const after = await shared.lock('node', 60_000)
      expect(after?.token).toBeGreaterThan(before?.token ?? Number.POSITIVE_INFINITY)
      await until(async () => {
        await shared.publish('news', 'back')
        return heard.includes('back')
      })
      await shared.close()
      await redis.stop()
    },
  )

  it('rejects what a redis that has frozen does not answer', { timeout: 20_000 }, async () => {
    const redis = await startRedis()
    const shared = await openRedis('test', redis.url)
    process.kill(redis.pid, 'SIGSTOP')
    await expect(shared.get('a')).rejects.toThrow('timed out')
    await shared.close()
    await redis.stop()
  })

  it.each([
    ['not an address', 'localhost', 'REDIS_URL: not an address of Redis'],
    [
      'of nothing that listens',
      'redis://127.0.0.1:9',
      'REDIS_URL: Redis cannot be used: nothing answers at its host and port',
    ],
    [
      'of a host that there is not',
      'redis://no-such-host.invalid',
      'REDIS_URL: Redis cannot be used: its host is not known',
    ],
    ['with a password that is refused', 'secret', 'REDIS_URL: Redis cannot be used: user or password are refused'],
  ])('keeps a process with an address %s from starting', async (_, url, sentence) => {
    const address = url === 'secret' ? redisUrl().replace('redis://', 'redis://nobody:hunter2@') : url
    const opening = openRedis('test', address)
    await expect(opening).rejects.toBeInstanceOf(StartError)
    await expect(opening).rejects.toThrow(sentence)
    await expect(opening).rejects.not.toThrow('hunter2')
  })

  it('keeps a process from starting when what listens there does not answer', { timeout: 20_000 }, async () => {
    const mute = createServer()
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    const address = mute.address()
    const port = typeof address === 'object' ? address?.port : 0
    await expect(openRedis('test', `redis://127.0.0.1:${port}`)).rejects.toBeInstanceOf(StartError)
    mute.close()
  })
})
