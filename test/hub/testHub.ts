import { generateKeyPairSync } from 'node:crypto'
import { absentExchange } from '#core/calls/absentExchange.ts'
import { forgetBindings } from '#core/accounts/forgetBindings.ts'
import { contract } from '#core/contract/index.ts'
import { socketEvents } from '#core/contract/events.ts'
import { type Clock, systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { createMemoryCoordination } from '#core/kernel/memoryCoordination.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { forgetPreferences } from '#core/notices/forgetPreferences.ts'
import { createPartner } from '#core/partners/createPartner.ts'
import { importAccessKey, signAccessToken } from '#core/residents/accessToken.ts'
import type { IdentityPlatforms } from '#core/residents/identityPlatform.ts'
import { createApp } from '#gateway/app.ts'
import { createAuthenticate, createAuthenticateSocket } from '#gateway/authenticate.ts'
import { networks } from '#gateway/clientAddress.ts'
import { Closing } from '#gateway/closing.ts'
import type { Deps } from '#gateway/deps.ts'
import { createEdge } from '#gateway/edge.ts'
import type { HubMiddleware } from '#gateway/exchange.ts'
import { createLiveUpdates } from '#gateway/liveUpdates.ts'
import { createMetrics } from '#gateway/metrics.ts'
import { openSearch } from '#gateway/openSearch.ts'
import { createPartnerSeal } from '#gateway/partnerSeal.ts'
import { createLimit } from '#gateway/rateLimit.ts'
import { handlers } from '#gateway/routes/index.ts'
import { startTestSandbox } from '#gateway/sandbox/sandboxForTests.ts'
import { createSandboxSmsSender } from '#gateway/sandbox/sandboxSmsSender.ts'
import { createSandboxTaxPlatform } from '#gateway/sandbox/sandboxTaxPlatform.ts'
import type { SecurityHeaders } from '#gateway/securityHeaders.ts'
import { demoSeller } from '#gateway/seller.ts'
import { createServer } from '#gateway/server.ts'
import { createSockets } from '#gateway/sockets/sockets.ts'
import { startWorker } from '#gateway/worker.ts'
import { createInvoiceHandlers } from '#invoices/invoiceHandlers.ts'
import { createRenderPool } from '#invoices/render/renderPool.ts'
import { indexArticle } from '#knowledge/articles/indexArticle.ts'
import { openTestBlobStore } from '../uploads/testBlobStore.ts'
import { createStaffHouse } from '../staffHouse.ts'
import type { PartnerKey } from './callers.ts'

const nowhere = networks('')

export interface TestHubOptions {
  clock?: Clock
  worker?: boolean
  /** Front ends beside the interface. */
  pages?: (headers: SecurityHeaders) => readonly HubMiddleware[]
  /** By whose word residents log in; none unless given. */
  identityPlatforms?: IdentityPlatforms
}

/** A whole hub in this process, on a database that is given, with the sandbox beside it in a process of its own. */
export async function startTestHub(database: Database, options: TestHubOptions = {}) {
  const { clock = systemClock, worker: withWorker = true, pages, identityPlatforms = new Map() } = options
  const closing = new Closing()
  const logger = createLogger('silent')
  const edge = createEdge({ publicOrigin: null, trustedProxies: nowhere, metricsReaders: nowhere, addressLimit: null })
  const server = createServer({ headers: edge.headers })
  const { port } = await server.listen('127.0.0.1', 0)
  const url = `http://127.0.0.1:${port}`
  const sandbox = await startTestSandbox(`${url}/api/channels/sandbox/notices`, {}, [url])
  closing.add(() => sandbox.stop())
  const house = await createStaffHouse(database, clock)
  const partner = await addPartner(database, clock, house.admin)
  const accessKey = await importAccessKey('a secret of the tests, long enough for HS256')
  const sockets = createSockets({
    http: server.http,
    events: socketEvents,
    authenticate: createAuthenticateSocket({ database, clock, accessKey }),
    originOf: edge.originOf,
    trustedProxies: nowhere,
    clock,
    logger,
    shared: null,
  })
  closing.add(() => sockets.close())
  const files = await openTestBlobStore(clock)
  closing.add(() => files.remove())
  const searchEngine = await openSearch(
    { HUB_MODE: 'production', ELASTICSEARCH_URL: undefined },
    { database, clock, logger },
  )
  closing.add(() => searchEngine.close())
  const deps: Deps = {
    database,
    clock,
    numbers: createNumbers({ database, clock }),
    channels: new Map([[sandbox.channel.name, sandbox.channel]]),
    sms: createSandboxSmsSender(sandbox.connection),
    taxPlatform: createSandboxTaxPlatform({
      ...sandbox.connection,
      notifyUrl: `${url}/api/channels/sandbox/invoices`,
    }),
    seller: demoSeller,
    blobStore: files.blobStore,
    searchEngine,
    linkSecret: Buffer.alloc(32, 'a secret of the tests'),
    randomDigits: () => '246810',
    accessKey,
    identityPlatforms,
    developmentLogIn: true,
    secureCookies: false,
    sandboxPublicKey: sandbox.connection.sandboxPublicKey,
    endSession: (sessionId) => sockets.endSession(sessionId),
    dropMember: (staffId) => sockets.dropMember(staffId),
    callControl: absentExchange,
    ownNumbers: ['966566'],
    endSoftphone: () => undefined,
  }
  const coordination = createMemoryCoordination({ clock })
  const limit = createLimit(coordination, coordination, () => undefined)
  const { privateKey: hubKey, publicKey: hubPublicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  if (withWorker) {
    const pool = createRenderPool({ logger })
    closing.add(() => pool.close())
    const outboxHandlers = [
      ...createLiveUpdates({ database, sockets }),
      ...createInvoiceHandlers({ ...deps, blobs: deps.blobStore, pool }),
      ...indexArticle({ database, searchEngine }),
      forgetBindings({ clock }),
      forgetPreferences(),
    ]
    const worker = await startWorker({ ...deps, logger, handlers: outboxHandlers }, null)
    closing.add(() => worker.stop())
  }
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
      metrics: createMetrics(),
      checks: { database: () => database.read.query('select 1') },
      isClosing: () => server.isClosing(),
      docs: { title: 'test', version: '1' },
      seal: createPartnerSeal(hubKey, clock),
      ...(pages && { pages: pages(edge.headers) }),
    }),
  )
  closing.add(() => server.close())
  return {
    url,
    sandbox,
    house,
    partner,
    hubPublicKey,
    blobStore: files.blobStore,
    /** An access token as a log-in gives it. */
    tokenFor: (residentId: string, at = clock()) =>
      signAccessToken(accessKey, { residentId, sessionId: residentId }, at),
    close: () => closing.close(),
  }
}
export type TestHub = Awaited<ReturnType<typeof startTestHub>>

async function addPartner(
  database: Database,
  clock: Clock,
  admin: Parameters<typeof createPartner>[1],
): Promise<PartnerKey> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const terms = { allowedAddresses: [], ratePerMinute: 100_000, serviceFrom: null, serviceTo: null }
  await createPartner({ database, clock }, admin, { code: 'TESTBANK', name: '测试银行', publicKeyPem, ...terms })
  return { code: 'TESTBANK', privateKey }
}
