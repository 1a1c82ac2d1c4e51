import type { Redis } from 'ioredis'
import type { Coordination } from './coordination.ts'
import type { Logger } from './logger.ts'
import { connectRedis } from './redis.ts'

export interface RedisSettings {
  /** `redis://` or `rediss://`. */
  url: string
  /** Of all keys and channels, so that hubs can share a server. */
  prefix: string
  logger: Logger
}

// Each script runs alone on the server: what it has looked at is still so when it acts.

const increment = `
local count = redis.call('incr', KEYS[1])
local left = redis.call('pttl', KEYS[1])
if left < 0 then
  redis.call('pexpire', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {count, left}`

/** Tokens are microseconds of the server's clock, so that they also grow when Redis has lost the last one. */
const lock = `
if redis.call('exists', KEYS[1]) == 1 then return false end
local time = redis.call('time')
local token = time[1] * 1000000 + time[2]
local last = tonumber(redis.call('get', KEYS[2]) or '0')
if token <= last then token = last + 1 end
local text = string.format('%.0f', token)
redis.call('set', KEYS[2], text, 'px', ${24 * 3_600_000})
redis.call('set', KEYS[1], text, 'px', ARGV[1])
return text`

const extend = `
if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('pexpire', KEYS[1], ARGV[2])`

const release = `
if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('del', KEYS[1])`

/**
 * `Coordination` for a hub of several processes. Redis may come and go: what is asked while it is away rejects within
 * seconds, and what is asked afterwards works.
 * @throws StartError when the address is wrong or nothing usable answers there.
 */
export async function openRedisCoordination({ url, prefix, logger }: RedisSettings): Promise<Coordination> {
  const redis = await connectRedis(url, logger)
  const subscriber = await connectRedis(url, logger).catch((error: unknown) => {
    redis.disconnect()
    throw error
  })
  const key = (name: string) => `${prefix}:key:${name}`
  const channelOf = (name: string) => `${prefix}:channel:${name}`
  const listeners = new Map<string, Set<(text: string) => void>>()
  subscriber.on('message', (channel: string, text: string) => {
    for (const listener of listeners.get(channel) ?? []) listener(text)
  })

  return {
    get: (name) => redis.get(key(name)),
    async set(name, value, ttlMs) {
      await redis.set(key(name), value, 'PX', ttlMs)
    },
    async delete(name) {
      await redis.del(key(name))
    },
    async increment(name, ttlMs) {
      const [count, resetMs] = await run<[number, number]>(redis, increment, [key(name)], ttlMs)
      return { count, resetMs }
    },
    async lock(name, ttlMs) {
      // The braces keep both keys on one node of a cluster.
      const held = `${prefix}:lock:{${name}}`
      const token = await run<string | null>(redis, lock, [held, `${held}:last`], ttlMs)
      if (token === null) return null
      return {
        token: Number(token),
        extend: async (longerMs) => (await run<number>(redis, extend, [held], token, longerMs)) === 1,
        release: async () => (await run<number>(redis, release, [held], token)) === 1,
      }
    },
    async publish(channel, message) {
      await redis.publish(channelOf(channel), JSON.stringify(message))
    },
    async subscribe(channel, listener) {
      const name = channelOf(channel)
      const own = (text: string) => listener(JSON.parse(text))
      const known = listeners.get(name) ?? new Set()
      listeners.set(name, known.add(own))
      const stop = async () => {
        known.delete(own)
        if (known.size > 0 || listeners.get(name) !== known) return
        listeners.delete(name)
        await subscriber.unsubscribe(name)
      }
      try {
        await subscriber.subscribe(name)
      } catch (error) {
        await stop().catch(() => undefined)
        throw error
      }
      return stop
    },
    async close() {
      redis.disconnect()
      subscriber.disconnect()
    },
  }
}

// ioredis knows nothing of the type of what a script answers.
async function run<T>(redis: Redis, script: string, keys: string[], ...args: (string | number)[]): Promise<T> {
  return (await redis.eval(script, keys.length, ...keys, ...args)) as T
}
