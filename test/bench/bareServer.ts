import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { IncomingMessage } from 'node:http'
import { jwtVerify } from 'jose'
import Koa from 'koa'
import { type BareNotice, bookMoney, dateOf, isBooked, listBills, reserveNumbers, startPayment } from './bareSteps.ts'
import { openBareStore } from './bareStores.ts'
import { answerParent, orderOf } from './child.ts'
import type { ServerOrder, ServerQuestion } from './server.ts'

// The limit: the same requests in as little code as does them, for what is measured only. It checks tokens, signatures
// and bindings as the hub does, and leaves out all else: no schemas, problems, headers, log, metrics or events' delivery.

const { databaseUrl, tokenSecret, channelPublicKey } = orderOf<ServerOrder>()
const store = openBareStore(databaseUrl)
const hmac = { name: 'HMAC', hash: 'SHA-256' }
const accessKey = await crypto.subtle.importKey('raw', Buffer.from(tokenSecret), hmac, false, ['verify'])
const publicKey = createPublicKey(channelPublicKey)
const der = publicKey.export({ type: 'spki', format: 'der' })
const serial = createHash('sha256').update(der).digest('hex').slice(0, 32).toUpperCase()

const app = new Koa()
app.use(async (ctx) => {
  const [, accountId] = /^\/api\/resident\/accounts\/(\w{26})\/bills$/.exec(ctx.path) ?? []
  if (ctx.method === 'GET' && accountId) return bills(ctx, accountId)
  if (ctx.method === 'POST' && ctx.path === '/api/resident/payments') return pay(ctx)
  if (ctx.method === 'POST' && ctx.path === '/api/channels/sandbox/notices') return book(ctx)
})

async function bills(ctx: Koa.Context, accountId: string) {
  const residentId = await residentOf(ctx)
  const found = await store.read(listBills(residentId, accountId))
  if (!found) ctx.throw(404)
  json(ctx, 200, found)
}

async function pay(ctx: Koa.Context) {
  const residentId = await residentOf(ctx)
  const { id, accountId, channel, amount } = JSON.parse((await bodyOf(ctx.req)).toString()) as Record<string, unknown>
  if (typeof id !== 'string' || typeof accountId !== 'string' || typeof channel !== 'string') ctx.throw(400)
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount < 1) ctx.throw(400)
  const wanted = { id, accountId, channel, amount, residentId }
  const started = await store.transaction(startPayment(wanted, randomUUID()))
  if (!started) ctx.throw(404)
  json(ctx, 201, started)
}

async function book(ctx: Koa.Context) {
  const bytes = await bodyOf(ctx.req)
  if (!isSigned(ctx, bytes)) ctx.throw(401)
  const notice = JSON.parse(bytes.toString()) as { orderNumber: string } & BareNotice
  const { orderNumber: paymentId, transactionId, amount } = notice
  if (!(await store.read(isBooked(transactionId)))) {
    const number = await nextNumber()
    const known = await store.transaction(bookMoney({ paymentId, transactionId, amount }, number, store.forUpdate))
    if (!known) ctx.throw(404)
  }
  ctx.type = 'text/plain'
  ctx.body = 'success'
}

async function residentOf(ctx: Koa.Context): Promise<string> {
  const token = ctx.req.headers.authorization?.slice('Bearer '.length) ?? ''
  const options = { algorithms: ['HS256'], issuer: 'water-hub', audience: 'resident', requiredClaims: ['exp', 'sub'] }
  const { payload } = await jwtVerify(token, accessKey, options)
  return payload.sub ?? ''
}

function isSigned(ctx: Koa.Context, bytes: Buffer): boolean {
  const { headers } = ctx.req
  const timestamp = String(headers['sandbox-timestamp'])
  if (headers['sandbox-serial'] !== serial || Math.abs(Date.now() / 1_000 - Number(timestamp)) > 300) return false
  const signed = Buffer.concat([
    Buffer.from(`${timestamp}\n${String(headers['sandbox-nonce'])}\n`),
    bytes,
    Buffer.from('\n'),
  ])
  return verify('RSA-SHA256', signed, publicKey, Buffer.from(String(headers['sandbox-signature']), 'base64'))
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  req.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(req, 'end')
  return Buffer.concat(chunks)
}

function json(ctx: Koa.Context, status: number, value: unknown) {
  ctx.status = status
  ctx.type = 'application/json'
  ctx.body = JSON.stringify(value)
}

const blockSize = 20
let block: { date: string; last: number; next: number } = { date: '', last: 0, next: 1 }
let reserving: Promise<void> | undefined

async function nextNumber(): Promise<string> {
  for (;;) {
    const date = dateOf(Date.now())
    if (block.date === date && block.next <= block.last)
      return `SK${date.replaceAll('-', '')}-${String(block.next++).padStart(4, '0')}`
    await (reserving ??= reserve(date).finally(() => (reserving = undefined)))
  }
}

async function reserve(date: string) {
  const last = await store.transaction(reserveNumbers(date, blockSize, store.forUpdate))
  block = { date, last, next: last - blockSize + 1 }
}

const http = app.listen(0, '127.0.0.1')
await once(http, 'listening')
const { port } = http.address() as AddressInfo
answerParent<ServerQuestion, number>(async () => port)
