import { createAdapter } from '@socket.io/redis-adapter'
import type { Redis } from 'ioredis'
import type { Logger } from '#core/kernel/logger.ts'

export interface RedisAdapter {
  readonly adapter: ReturnType<typeof createAdapter>
  close(): void
}

/**
 * Carries what one process tells to the clients of all. While Redis is away, the clients of other processes miss it,
 * as they do while they are away themselves. `prefix` keeps hubs apart that share a server.
 */
export function createRedisAdapter(redis: Redis, prefix: string, logger: Logger): RedisAdapter {
  const clients = [redis.duplicate(), redis.duplicate()] as const
  // The adapter awaits none of its commands: a rejection of theirs would end the process.
  const surviving =
    <A extends unknown[]>(command: (...args: A) => Promise<unknown>) =>
    (...args: A) =>
      command(...args).catch((error: unknown) => logger.warn({ err: error }, 'sockets cannot use redis'))
  for (const client of clients) {
    client.on('error', (error: unknown) => logger.debug({ err: error }, 'a connection of the sockets to redis failed'))
    for (const name of ['publish', 'subscribe', 'psubscribe', 'unsubscribe', 'punsubscribe'] as const) {
      const command = client[name].bind(client) as (...args: unknown[]) => Promise<unknown>
      Object.assign(client, { [name]: surviving(command) })
    }
  }
  const [publisher, subscriber] = clients
  return {
    adapter: createAdapter(publisher, subscriber, { key: `${prefix}:sockets` }),
    close() {
      for (const client of clients) client.disconnect()
    },
  }
}
