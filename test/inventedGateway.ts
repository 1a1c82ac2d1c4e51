import { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import { queryFlag, queryInt, queryList } from '#core/contract/query.ts'
import { type Contract, raw } from '#core/contract/route.ts'
import { DomainError } from '#core/kernel/domainError.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { createMemoryCoordination } from '#core/kernel/memoryCoordination.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { createApp } from '#gateway/app.ts'
import { networks } from '#gateway/clientAddress.ts'
import { createEdge, type EdgeSettings } from '#gateway/edge.ts'
import type { HubContext } from '#gateway/exchange.ts'
import type { Authenticate, Handlers } from '#gateway/handlers.ts'
import type { Checks, States } from '#gateway/health.ts'
import { createMetrics } from '#gateway/metrics.ts'
import { notAuthenticated } from '#gateway/refused.ts'
import { createServer, type ServerSettings } from '#gateway/server.ts'

// A small house with a route of every sort, for tests of the gateway's frame: none of the hub's own.

const Id = z.ulid()
const Line = z.object({ name: z.string().min(1), amount: z.int().positive() }).meta({ id: 'Line' })
const Basket = z.object({ id: Id, lines: z.array(Line) }).meta({ id: 'Basket' })

export const inventedContract = {
  'GET /api/public/ping': { audience: 'public', summary: 'An answer', answer: z.object({ ok: z.boolean() }) },
  'GET /api/public/leaky': {
    audience: 'public',
    summary: 'A careless handler',
    answer: z.object({ shown: z.string() }),
  },
  'GET /api/public/wrong': {
    audience: 'public',
    summary: 'A handler that breaks its word',
    answer: z.object({ n: z.int() }),
  },
  'GET /api/public/fail/:how': {
    audience: 'public',
    summary: 'Fails in every way',
    params: z.object({ how: z.string() }),
    answer: z.null(),
    refusals: ['basket.unknown'],
  },
  'GET /api/public/scarce': {
    audience: 'public',
    summary: 'Twice a minute',
    rateLimit: { most: 2, perMs: 60_000, by: 'address' },
    answer: z.literal('yes'),
  },
  'GET /api/public/file/:kind': {
    audience: 'public',
    summary: 'Bytes',
    params: z.object({ kind: z.enum(['bytes', 'stream', 'broken', 'torn']) }),
    answer: raw('application/pdf'),
  },
  'GET /api/public/slow': {
    audience: 'public',
    summary: 'Waits until it is let go',
    answer: z.object({ ok: z.boolean() }),
  },
  'GET /api/public/search': {
    audience: 'public',
    summary: 'Takes a query',
    query: z.strictObject({
      most: queryInt(1, 50).default(20),
      open: queryFlag().optional(),
      state: queryList(z.enum(['a', 'b'])).optional(),
    }),
    answer: z.object({ most: z.int(), open: z.boolean().optional(), state: z.array(z.string()).optional() }),
  },
  'GET /api/resident/baskets/:id': {
    audience: 'resident',
    summary: 'One basket',
    params: z.object({ id: Id }),
    answer: Basket,
  },
  'GET /api/resident/baskets/new': {
    audience: 'resident',
    summary: 'A name before a variable',
    answer: z.literal('new'),
  },
  'POST /api/resident/baskets/:id': {
    audience: 'resident',
    summary: 'Fill a basket',
    description: 'With lines.',
    idempotent: true,
    params: z.object({ id: Id }),
    query: z.object({ dry: queryFlag().optional() }),
    body: z.strictObject({ lines: z.array(Line).min(1) }),
    answer: Basket,
    status: 201,
    refusals: ['basket.full'],
  },
  'DELETE /api/resident/baskets/:id': {
    audience: 'resident',
    summary: 'Empty it',
    params: z.object({ id: Id }),
    status: 204,
  },
  'GET /api/resident/scarce': {
    audience: 'resident',
    summary: 'Once a minute, each resident',
    rateLimit: { most: 1, perMs: 60_000, by: 'principal' },
    answer: z.literal('yes'),
  },
  'GET /api/staff/me': {
    audience: 'staff',
    permission: null,
    summary: 'Any staff',
    answer: z.object({ login: z.string() }),
  },
  'POST /api/staff/payments': {
    audience: 'staff',
    permission: 'payment.book',
    summary: 'Needs a permission',
    status: 204,
  },
  'GET /api/partner/code': { audience: 'partner', summary: 'Who am I', answer: z.object({ code: z.string() }) },
  'POST /api/channels/notices': {
    audience: 'channel',
    summary: 'Bytes in',
    body: raw('application/octet-stream'),
    answer: z.object({ bytes: z.int(), actor: z.string() }),
  },
} satisfies Contract
export type InventedContract = typeof inventedContract

export interface InventedDeps {
  word: string
  /** What the slow route waits for. */
  slow: () => Promise<void>
}

const failures: Readonly<Record<string, () => unknown>> = {
  refusal: () => new DomainError('notFound', 'basket.unknown', '没有这个篮子', { id: 7 }),
  conflict: () => new DomainError('conflict', 'basket.full', '篮子满了'),
  forbidden: () => new DomainError('forbidden', 'basket.notYours', '不是您的篮子'),
  unauthenticated: () => new DomainError('unauthenticated', 'basket.who', '您是谁'),
  invalid: () => new DomainError('invalid', 'basket.odd', '奇怪的篮子'),
  tooMany: () => new DomainError('tooMany', 'basket.often', '太频繁', { retryAfterSeconds: 17 }),
  unavailable: () => new DomainError('unavailable', 'basket.away', '篮子不在'),
  bug: () => new TypeError('secret of the house'),
  text: () => 'secret of the house',
  lostDatabase: () => Object.assign(new Error('Connection lost: secret'), { code: 'PROTOCOL_CONNECTION_LOST' }),
}

export const inventedHandlers: Handlers<InventedContract, InventedDeps> = {
  'GET /api/public/ping': async () => ({ ok: true }),
  'GET /api/public/leaky': async () => {
    const row = { shown: 'yes', passwordHash: 'leaked' }
    return row
  },
  'GET /api/public/wrong': async () => ({ n: 0.5 }),
  'GET /api/public/fail/:how': async ({ params }) => {
    throw failures[params.how]?.()
  },
  'GET /api/public/scarce': async () => 'yes',
  'GET /api/public/file/:kind': async ({ params }) => {
    if (params.kind === 'bytes') return { bytes: Buffer.from('%PDF'), fileName: '账单 9月.pdf' }
    if (params.kind === 'stream')
      return { bytes: Readable.from([Buffer.from('%P'), Buffer.from('DF')]), mediaType: 'image/png' }
    const tearing = async function* () {
      if (params.kind === 'torn') yield Buffer.alloc(10)
      throw new Error('the disk is gone')
    }
    return { bytes: Readable.from(tearing()) }
  },
  'GET /api/public/slow': async (_, deps) => {
    await deps.slow()
    return { ok: true }
  },
  'GET /api/public/search': async ({ query }) => query,
  'GET /api/resident/baskets/:id': async ({ params }) => ({ id: params.id, lines: [] }),
  'GET /api/resident/baskets/new': async () => 'new',
  'POST /api/resident/baskets/:id': async ({ params, body, log, setHeader }, deps) => {
    log.info(deps.word)
    setHeader('X-Word', deps.word)
    return { id: params.id, lines: body.lines }
  },
  'DELETE /api/resident/baskets/:id': async () => undefined,
  'GET /api/resident/scarce': async () => 'yes',
  'GET /api/staff/me': async ({ principal }) => ({ login: principal.login }),
  'POST /api/staff/payments': async () => undefined,
  'GET /api/partner/code': async ({ principal }) => ({ code: principal.code }),
  'POST /api/channels/notices': async ({ body, actor }) => ({ bytes: body.length, actor: `${actor.kind}:${actor.id}` }),
}

export const staffPrincipal = (
  login: string,
  permissions: StaffPrincipal['grants'][number]['permissions'],
  unitPath = '/root/',
) => ({
  staffId: login,
  sessionId: `session-${login}`,
  login,
  name: login,
  mustChangePassword: false,
  grants: permissions.length === 0 ? [] : [{ unitId: unitPath, unitPath, permissions }],
})

/** Each believes a header that names the caller. */
export const inventedAuthenticate: Authenticate = {
  async resident(ctx) {
    const residentId = /^Bearer (\w+)$/.exec(ctx.get('authorization'))?.[1]
    if (residentId === undefined) throw notAuthenticated()
    return { residentId, sessionId: `session-${residentId}` }
  },
  async staff(ctx) {
    const login = ctx.cookies.get('session')
    if (login === undefined) throw notAuthenticated()
    return staffPrincipal(login, login === 'cashier' ? ['payment.book'] : [])
  },
  async partner(ctx) {
    if (ctx.get('x-partner') === '') throw notAuthenticated()
    return { partnerId: 'p1', code: ctx.get('x-partner') }
  },
  async channel(ctx, body) {
    if (ctx.get('x-length') !== String(body.length)) throw notAuthenticated()
    return { channel: 'sandbox' }
  },
}

export interface InventedSettings {
  edge?: Partial<EdgeSettings>
  server?: Partial<ServerSettings>
  checks?: Checks
  states?: States
  slow?: () => Promise<void>
  seal?: (ctx: HubContext) => void
}

/** The house behind a real server on a free port, with all that it logs. */
export async function startInventedGateway({
  edge: wishes = {},
  server: timing = {},
  checks = {},
  states = {},
  slow = async () => undefined,
  seal,
}: InventedSettings = {}) {
  const lines: Record<string, unknown>[] = []
  const collect = new Writable({
    write(chunk: Buffer, _, done) {
      for (const line of chunk.toString().split('\n').filter(Boolean))
        lines.push(JSON.parse(line) as Record<string, unknown>)
      done()
    },
  })
  const clock = { now: 1_800_000_000_000 }
  const logger = createLogger('debug', collect)
  const edge = createEdge({
    publicOrigin: null,
    trustedProxies: networks(''),
    metricsReaders: networks(''),
    addressLimit: null,
    ...wishes,
  })
  const server = createServer({ headers: edge.headers, ...timing })
  server.serve(
    createApp({
      contract: inventedContract,
      handlers: inventedHandlers,
      authenticate: inventedAuthenticate,
      deps: { word: 'hello', slow },
      edge,
      logger,
      clock: () => clock.now,
      coordination: createMemoryCoordination({ clock: () => clock.now }),
      metrics: createMetrics(),
      checks,
      states,
      ...(seal && { seal }),
      isClosing: server.isClosing,
      docs: { title: 'Invented', version: '1' },
    }),
  )
  const { port } = await server.listen('127.0.0.1', 0)
  return { server, edge, logger, clock, lines, port, base: `http://127.0.0.1:${port}` }
}
export type InventedGateway = Awaited<ReturnType<typeof startInventedGateway>>
