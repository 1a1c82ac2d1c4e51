import { Redis } from 'ioredis'
import type { HubConfig } from '../config.ts'
import { fault, type Finding, off, ok, reasonOf, warning } from './finding.ts'

const patienceMs = 3_000

export async function lookAtRedis({ REDIS_URL: url }: Pick<HubConfig, 'REDIS_URL'>): Promise<Finding> {
  const subject = 'Redis'
  if (!url) return off(subject, 'not configured: this one process keeps in memory what several would share')
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: patienceMs,
    commandTimeout: patienceMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  })
  let failure: unknown
  redis.on('error', (error: unknown) => (failure = error))
  try {
    await redis.connect()
    const server = await redis.info('server')
    const version = /redis_version:(\S+)/.exec(server)?.[1] ?? 'of an unknown version'
    const memory = await redis.info('memory')
    const policy = /maxmemory_policy:(\S+)/.exec(memory)?.[1] ?? 'noeviction'
    if (policy !== 'noeviction') {
      const says = `${version} forgets what it has no room for (maxmemory-policy ${policy})`
      return warning(subject, says, 'Set maxmemory-policy noeviction: its queues must not lose what they carry.')
    }
    return ok(subject, version)
  } catch (error) {
    const says = `cannot be used: ${reasonOf(failure ?? error)}`
    return fault(subject, says, 'Check REDIS_URL: redis://user:password@host:port, and that Redis 7 runs there.')
  } finally {
    redis.disconnect()
  }
}

export async function lookAtElasticsearch({
  ELASTICSEARCH_URL: url,
}: Pick<HubConfig, 'ELASTICSEARCH_URL'>): Promise<Finding> {
  const subject = 'Elasticsearch'
  if (!url) return off(subject, 'not configured: the knowledge base is searched by an index in this process')
  try {
    const { username, password, origin } = new URL(url)
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
    const headers = username === '' ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }
    const response = await fetch(`${origin}/_cluster/health`, { headers, signal: AbortSignal.timeout(patienceMs) })
    if (!response.ok) throw new Error(`it answers ${response.status}`)
    const { status } = (await response.json()) as { status?: string }
    // One node alone is always yellow: there is nowhere to put a replica.
    if (status === 'red')
      return fault(subject, 'its state is red', 'Look into its log; searches are refused meanwhile.')
    return ok(subject, `its state is ${status ?? 'unknown'}`)
  } catch (error) {
    const says = `cannot be used: ${reasonOf(error)}`
    return fault(subject, says, 'Check ELASTICSEARCH_URL: http://host:9200, and that Elasticsearch 8 runs there.')
  }
}

/** Whether the hub itself is there, and ready. */
export async function lookAtHub({ HOST, PORT }: Pick<HubConfig, 'HOST' | 'PORT'>): Promise<Finding> {
  const subject = 'hub'
  const url = `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}/readyz`
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) })
    const { status, checks } = (await response.json()) as { status?: string; checks?: Record<string, string> }
    if (status === undefined) throw new Error('it is another program')
    if (response.ok) return ok(subject, `runs at ${HOST}:${PORT} and is ready`)
    const failing = Object.entries(checks ?? {}).filter(([, state]) => state !== 'ok')
    const names = failing.map(([name]) => name).join(', ') || status
    return fault(
      subject,
      `runs at ${HOST}:${PORT} and is not ready: ${names}`,
      'Mend what fails; it goes on by itself.',
    )
  } catch (error) {
    const refused = reasonOf(error)
    if (refused === 'nothing answers at its host and port')
      return off(subject, `does not run at ${HOST}:${PORT}`, 'npm start')
    return fault(subject, `${HOST}:${PORT} is taken by something else: ${refused}`, 'Choose another PORT, or stop it.')
  }
}
