import { createPublicKey } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { absentExchange } from '#core/calls/absentExchange.ts'
import { contract } from '#core/contract/index.ts'
import { socketEvents } from '#core/contract/events.ts'
import { systemClock as clock } from '#core/kernel/clock.ts'
import { openDatabase } from '#core/kernel/database.ts'
import { createLogger } from '#core/kernel/logger.ts'
import type { Coordination } from '#core/kernel/coordination.ts'
import { createMemoryCoordination } from '#core/kernel/memoryCoordination.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import type { PaymentChannel } from '#core/payments/paymentChannel.ts'
import { importAccessKey } from '#core/residents/accessToken.ts'
import { createAnalyser } from '#knowledge/analysis/analyser.ts'
import { createEmbeddedEngine } from '#knowledge/embedded/embeddedEngine.ts'
import { hubSchema } from '#gateway/schema.ts'
import { createApp } from '#gateway/app.ts'
import { createAuthenticate, createAuthenticateSocket } from '#gateway/authenticate.ts'
import { networks } from '#gateway/clientAddress.ts'
import type { Deps } from '#gateway/deps.ts'
import { createEdge } from '#gateway/edge.ts'
import { createLiveUpdates } from '#gateway/liveUpdates.ts'
import { createMetrics } from '#gateway/metrics.ts'
import { createLimit } from '#gateway/rateLimit.ts'
import { handlers } from '#gateway/routes/index.ts'
import { createServer } from '#gateway/server.ts'
import { createSockets } from '#gateway/sockets/sockets.ts'
import { startWorker } from '#gateway/worker.ts'
import { answerParent, orderOf } from './child.ts'
import { channelName, promptUrl, type ServerOrder, type ServerQuestion } from './server.ts'

// The hub as gateway/hub.ts wires it, doors and worker in one process, on a payment channel without a network.

const { databaseUrl, tokenSecret, channelPublicKey } = orderOf<ServerOrder>()
const logger = createLogger('info')
const database = await openDatabase(databaseUrl, hubSchema)
const accessKey = await importAccessKey(tokenSecret)
const nobody = networks('')
const edge = createEdge({ publicOrigin: null, trustedProxies: nobody, metricsReaders: nobody, addressLimit: null })
const server = createServer({ headers: edge.headers })
const coordination = createMemoryCoordination({ clock })

const channel: PaymentChannel = {
  name: channelName,
  start: async ({ paymentId }) => ({ kind: 'redirect', url: promptUrl(paymentId) }),
  query: async () => ({ state: 'unknown' }),
  close: async () => ({ state: 'closed' }),
}
const sockets = createSockets({
  http: server.http,
  events: socketEvents,
  authenticate: createAuthenticateSocket({ database, clock, accessKey }),
  originOf: edge.originOf,
  trustedProxies: edge.trustedProxies,
  clock,
  logger,
  shared: null,
})
const noFiles = () => Promise.reject(new Error('nobody stores a file here'))
const deps: Deps = {
  database,
  clock,
  numbers: createNumbers({ database, clock }),
  channels: new Map([[channel.name, channel]]),
  sms: { send: async () => undefined },
  taxPlatform: null,
  seller: null,
  blobStore: { put: noFiles, get: noFiles, exists: noFiles, delete: noFiles },
  searchEngine: createEmbeddedEngine(createAnalyser()),
  linkSecret: new Uint8Array(32),
  randomDigits: () => '000000',
  accessKey,
  identityPlatforms: new Map(),
  developmentLogIn: false,
  secureCookies: true,
  sandboxPublicKey: createPublicKey(channelPublicKey),
  endSession: (sessionId) => sockets.endSession(sessionId),
  dropMember: (staffId) => sockets.dropMember(staffId),
  callControl: absentExchange,
  ownNumbers: ['966566'],
  endSoftphone: () => undefined,
}
/** Counts as the hub does, and lets all in: one client pays here more often in a minute than a household in a year. */
const lenient: Coordination = {
  ...coordination,
  increment: async (key, perMs) => ({ ...(await coordination.increment(key, perMs)), count: 0 }),
}
const limit = createLimit(lenient, createMemoryCoordination({ clock }), (error) => logger.error({ err: error }))
server.serve(
  createApp({
    contract,
    handlers,
    authenticate: createAuthenticate({ ...deps, limit }),
    deps,
    edge,
    logger,
    clock,
    coordination: lenient,
    metrics: createMetrics(),
    checks: {},
    isClosing: () => server.isClosing(),
    docs: { title: 'bench', version: '1' },
  }),
)
const { port } = await server.listen('127.0.0.1', 0)
await startWorker({ ...deps, logger, handlers: createLiveUpdates({ database, sockets }) }, null)

const unfinished = `
  select id from event where fannedOutAt is null
  union all select id from delivery where state = 'due'
  union all select id from job where state = 'due' and (dueAt <= ? or leaseUntil is not null) limit 1`

answerParent<ServerQuestion, number>(async (question) => {
  if (question === 'rest') while ((await database.read.query(unfinished, [clock()])).length > 0) await setTimeout(20)
  return port
})
