import { Redis, type RedisOptions } from 'ioredis'
import type { Logger } from './logger.ts'
import { StartError } from './startError.ts'

/** How long a command may take, and how often the connection is sought meanwhile, before it is given up. */
const patience = { connectTimeout: 5_000, commandTimeout: 5_000, maxRetriesPerRequest: 3 } satisfies RedisOptions

/**
 * A connection that seeks itself anew, for ever, when it is lost. `options` change how patient it is.
 * @throws StartError when the address is wrong or nothing usable answers there.
 */
export async function connectRedis(url: string, logger: Logger, options: RedisOptions = {}): Promise<Redis> {
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url))
    throw new StartError('REDIS_URL: not an address of Redis: expected redis://user:password@host:port or rediss://…')
  const redis = new Redis(url, {
    ...patience,
    ...options,
    lazyConnect: true,
    retryStrategy: (times) => Math.min(times * 100, 2_000),
  })
  let failure: unknown
  let up = false
  redis.on('error', (error: unknown) => {
    failure = error
    // Once for each time it is lost, not for each attempt to reach it again.
    if (up) logger.warn({ err: error }, 'redis is lost')
    up = false
  })
  try {
    await redis.connect()
    await redis.ping()
  } catch (error) {
    redis.disconnect()
    throw new StartError(`REDIS_URL: Redis cannot be used: ${reasonOf(failure ?? error)}`)
  }
  up = true
  redis.on('ready', () => {
    up = true
    logger.info('redis is back')
  })
  return redis
}

/** Without the address: it holds a password. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it does not answer'
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ECONNREFUSED') return 'nothing answers at its host and port (ECONNREFUSED)'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `its host is not known (${code})`
  if (/^(NOAUTH|WRONGPASS)/.test(error.message)) return 'user or password are refused'
  return code || error.message
}
