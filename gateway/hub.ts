import { createPublicKey, hkdfSync, randomInt } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Redis } from 'ioredis'
import { forgetBindings } from '#core/accounts/forgetBindings.ts'
import { contract } from '#core/contract/index.ts'
import { socketEvents } from '#core/contract/events.ts'
import { absentExchange } from '#core/calls/absentExchange.ts'
import { requestCallControl } from '#core/calls/callControlWire.ts'
import { systemClock } from '#core/kernel/clock.ts'
import { openDiskBlobStore } from '#core/kernel/diskBlobStore.ts'
import type { Logger } from '#core/kernel/logger.ts'
import { createMemoryCoordination } from '#core/kernel/memoryCoordination.ts'
import { connectRedis } from '#core/kernel/redis.ts'
import { openRedisCoordination } from '#core/kernel/redisCoordination.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { hearCommits, tellCommits } from '#core/kernel/shareCommits.ts'
import { forgetPreferences } from '#core/notices/forgetPreferences.ts'
import { StartError } from '#core/kernel/startError.ts'
import { importAccessKey } from '#core/residents/accessToken.ts'
import { createApp } from './app.ts'
import { createAuthenticate, createAuthenticateSocket } from './authenticate.ts'
import type { OpenCallcenter } from './callcenter.ts'
import { Closing } from './closing.ts'
import type { HubConfig } from './config.ts'
import { createConsole } from './console.ts'
import { seedDemo } from './demo.ts'
import type { Deps } from './deps.ts'
import { createEdge } from './edge.ts'
import { found, isComplete, readFirstStart } from './firstStart.ts'
import { createInvoiceHandlers } from '#invoices/invoiceHandlers.ts'
import { createRenderPool } from '#invoices/render/renderPool.ts'
import { indexArticle } from '#knowledge/articles/indexArticle.ts'
import { createLiveUpdates, tellOfCalls } from './liveUpdates.ts'
import { createMetrics } from './metrics.ts'
import { openSearch } from './openSearch.ts'
import { openStore } from './openStore.ts'
import { createPartnerSeal } from './partnerSeal.ts'
import { createLimit } from './rateLimit.ts'
import { createResidentApp } from './residentApp.ts'
import { handlers } from './routes/index.ts'
import { loadSecrets } from './secrets.ts'
import { sellerOf } from './seller.ts'
import { createServer } from './server.ts'
import { openSipDoor } from './softphone/sipDoor.ts'
import { telephoneOf } from './telephone.ts'
import { createSockets } from './sockets/sockets.ts'
import { openVendors } from './vendors.ts'
import { startWorker } from './worker.ts'

/** A hub that serves: where it is, and how to end it. */
export interface Hub {
  /** Null for a process without the role of a gateway. */
  url: string | null
  /** The sandbox's address in the demonstration, else null. */
  sandboxUrl: string | null
  /** Whether an Asterisk is there to be run; null for a process without the role of a callcenter. */
  hasTelephone: boolean | null
  /** Stops accepting, finishes what is in hand, and closes everything behind it. */
  close(): Promise<void>
}

/** Hears, while a start takes its time, what it is at: parts done, of how many. */
export type OnProgress = (done: number, total: number, what: string) => void

const redisPrefix = 'hub'
/** Where `npm start` builds the residents' H5 and the staff console into. */
const residentAppFolder = fileURLToPath(new URL('../miniprogram/dist/h5', import.meta.url))
const consoleFolder = fileURLToPath(new URL('../callcenter/console/dist', import.meta.url))

/**
 * Starts what the configuration asks of this process. What was opened is closed again when a later part cannot be.
 * @throws StartError
 */
export async function startHub(
  config: HubConfig,
  logger: Logger,
  onProgress: OnProgress = () => undefined,
  openCallcenter: OpenCallcenter | null = null,
): Promise<Hub> {
  const closing = new Closing()
  try {
    return await open(config, logger, { onProgress, openCallcenter, closing })
  } catch (error) {
    await closing.close()
    throw error
  }
}

interface Opening {
  onProgress: OnProgress
  openCallcenter: OpenCallcenter | null
  closing: Closing
}

async function open(config: HubConfig, logger: Logger, opening: Opening): Promise<Hub> {
  const { onProgress, openCallcenter, closing } = opening
  const clock = systemClock
  prepareFolder(config.DATA_DIR)
  const edge = createEdge({
    publicOrigin: config.PUBLIC_ORIGIN ?? null,
    trustedProxies: config.TRUSTED_PROXIES,
    metricsReaders: config.METRICS_READERS,
    addressLimit:
      config.ADDRESS_RATE_LIMIT === 0 ? null : { most: config.ADDRESS_RATE_LIMIT, perMs: 60_000, by: 'address' },
  })
  const server = config.HUB_ROLES.includes('gateway') ? createServer({ headers: edge.headers }) : null
  // Early: a port that is taken is known before the city is built.
  const address = server && (await server.listen(config.HOST, config.PORT))
  if (server) closing.add(() => server.close())
  const url = address && `http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${address.port}`

  const secrets = await loadSecrets(config)
  const database = await openStore(config, logger)
  closing.add(() => database.close())
  const keys = { current: 'data', all: { data: secrets.dataKey } }
  const blobStore = await openDiskBlobStore({ folder: join(config.DATA_DIR, 'files'), keys, clock })
  const redis: Redis | null = config.REDIS_URL ? await connectRedis(config.REDIS_URL, logger) : null
  if (redis) closing.add(() => void redis.disconnect())
  const coordination = config.REDIS_URL
    ? await openRedisCoordination({ url: config.REDIS_URL, prefix: redisPrefix, logger })
    : createMemoryCoordination({ clock })
  closing.add(() => coordination.close())
  // Whoever works hears at once of what the others have written, not only when it looks the next time.
  closing.add(
    config.HUB_ROLES.includes('worker')
      ? await hearCommits({ database, coordination })
      : tellCommits({ database, coordination, logger }),
  )

  const hubPublicKey = createPublicKey(secrets.partnerKey).export({ type: 'spki', format: 'pem' }).toString()
  await found({ database, clock }, config, hubPublicKey)
  if (config.HUB_MODE === 'demo' && !isComplete(readFirstStart(config))) {
    await seedDemo({ database, clock }, config, hubPublicKey, onProgress)
  }

  const searchEngine = await openSearch(config, { database, clock, logger })
  closing.add(() => searchEngine.close())
  const vendors = await openVendors({ config, secrets, clock, logger, ownUrl: url })
  closing.add(() => vendors.close())
  const accessKey = await importAccessKey(secrets.tokenSecret)
  const sockets = createSockets({
    http: server?.http ?? null,
    headers: edge.headers,
    events: socketEvents,
    authenticate: createAuthenticateSocket({ database, clock, accessKey }),
    originOf: edge.originOf,
    trustedProxies: edge.trustedProxies,
    clock,
    logger,
    shared: redis && { redis, prefix: redisPrefix },
  })
  closing.add(() => sockets.close())

  const telephone = telephoneOf(config)
  const asking = openCallcenter || redis ? await requestCallControl({ coordination, clock }) : null
  if (asking) closing.add(() => asking.close())
  const sipDoor =
    server && (await openSipDoor({ http: server.http, database, clock, coordination, logger, edge, telephone }))
  if (sipDoor) closing.add(() => sipDoor.close())

  const deps: Deps = {
    database,
    clock,
    numbers: createNumbers({ database, clock }),
    channels: vendors.channels,
    sms: vendors.sms,
    taxPlatform: vendors.taxPlatform,
    seller: sellerOf(config),
    blobStore,
    searchEngine,
    linkSecret: new Uint8Array(hkdfSync('sha256', secrets.tokenSecret, '', 'hub file links', 32)),
    randomDigits: () => String(randomInt(1_000_000)).padStart(6, '0'),
    accessKey,
    identityPlatforms: vendors.identityPlatforms,
    developmentLogIn: config.HUB_MODE === 'demo',
    secureCookies: edge.publicOrigin?.startsWith('https:') ?? false,
    sandboxPublicKey: vendors.sandboxPublicKey,
    endSession(sessionId) {
      sockets.endSession(sessionId)
      sipDoor?.end(sessionId)
    },
    dropMember: (staffId) => sockets.dropMember(staffId),
    callControl: asking?.control ?? absentExchange,
    ownNumbers: telephone.exchange.numbers,
    endSoftphone: (sessionId) => sipDoor?.end(sessionId),
  }
  const metrics = createMetrics()
  let hasTelephone: boolean | null = null
  if (openCallcenter && config.HUB_ROLES.includes('callcenter')) {
    const callcenter = await openCallcenter({
      config: telephone,
      database,
      clock,
      numbers: deps.numbers,
      blobStore,
      coordination,
      logger,
      registry: server ? metrics.registry : null,
      news: tellOfCalls(sockets),
      endSoftphone: deps.endSoftphone,
    })
    hasTelephone = callcenter.hasExchange
    closing.add(() => callcenter.close())
  }
  if (config.HUB_ROLES.includes('worker')) {
    const pool = createRenderPool({ logger })
    closing.add(() => pool.close())
    const outboxHandlers = [
      ...createLiveUpdates({ database, sockets }),
      ...createInvoiceHandlers({ ...deps, blobs: blobStore, pool }),
      ...indexArticle({ database, searchEngine }),
      forgetBindings({ clock }),
      forgetPreferences(),
    ]
    const worker = await startWorker(
      { ...deps, logger, handlers: outboxHandlers },
      config.REDIS_URL ? { url: config.REDIS_URL, prefix: redisPrefix } : null,
    )
    closing.add(() => worker.stop())
  }
  if (server) {
    const limit = createLimit(coordination, createMemoryCoordination({ clock }), (error) =>
      logger.error({ err: error }, 'partners are counted by this process alone'),
    )
    server.serve(
      createApp({
        contract,
        handlers,
        authenticate: createAuthenticate({ ...deps, limit }),
        deps,
        edge,
        logger,
        clock,
        coordination,
        metrics,
        checks: {
          database: () => database.read.query('select 1'),
          ...(redis && { redis: () => redis.ping() }),
        },
        states: hasTelephone === true || telephone.foreign ? { telephone: () => deps.callControl.isUp() } : {},
        isClosing: () => server.isClosing(),
        docs: { title: '水务客服中枢', version: '1' },
        seal: createPartnerSeal(secrets.partnerKey, clock),
        pages: [createConsole(consoleFolder, edge.headers), createResidentApp(residentAppFolder, edge.headers)],
      }),
    )
    // Nobody new comes in while what is behind is being closed.
    closing.add(() => server.close())
  }
  return { url, sandboxUrl: vendors.sandboxUrl, hasTelephone, close: () => closing.close() }
}

function prepareFolder(folder: string) {
  try {
    mkdirSync(join(folder), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new StartError(
      `DATA_DIR: the folder ${folder} cannot be made: ${error instanceof Error ? error.message : ''}`,
    )
  }
}
