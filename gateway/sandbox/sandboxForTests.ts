import { createPrivateKey, createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '#core/kernel/clock.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { createLogger } from '#core/kernel/logger.ts'
import type { ChannelOrder } from '#core/payments/paymentChannel.ts'
import type { SandboxConnection } from './sandboxCall.ts'
import { generateSandboxKeys, type SandboxKeys } from './sandboxKeys.ts'
import { createSandboxPaymentChannel } from './sandboxPaymentChannel.ts'
import type { BehaviourChange } from './server/behaviour.ts'
import { startSandbox } from './startSandbox.ts'

export interface Received {
  headers: IncomingHttpHeaders
  bytes: Buffer
  at: number
}

/** What stands in the hub's place: takes notices, and answers what it is told to. */
export async function startReceiver() {
  const received: Received[] = []
  const answers: { status: number; body: string }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, bytes: Buffer.concat(chunks), at: Date.now() })
      const { status, body } = answers.shift() ?? { status: 200, body: 'success' }
      response.writeHead(status).end(body)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')

  return {
    url: `http://127.0.0.1:${address.port}/notify`,
    received,
    /** What the next notices are answered; after these, `success`. */
    answerNext: (...next: { status: number; body: string }[]) => void answers.push(...next),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()),
  }
}

/** The real vendor in a process and a folder of its own, and the hub's side of it. */
export async function startTestSandbox(
  notifyUrl: string,
  behaviour: BehaviourChange = {},
  returnOrigins = ['http://127.0.0.1:8080'],
) {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'))
  const keys = await generateSandboxKeys()
  const sandbox = await startSandbox({
    dataDir,
    keys,
    merchant: { id: 'water', name: '滨河市自来水公司' },
    returnOrigins,
    behaviour: { retryMs: [100, 100, 100], ...behaviour },
    logger: createLogger('silent'),
  })
  const connection = connect(sandbox.url, keys)

  async function control(path: string, content: object = {}): Promise<unknown> {
    const response = await fetch(`${sandbox.url}${path}`, { method: 'POST', body: JSON.stringify(content) })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return response.json()
  }

  return {
    ...sandbox,
    dataDir,
    keys,
    connection,
    channel: createSandboxPaymentChannel({ ...connection, notifyUrl }),
    control,
    /** Pays as a person would, without a browser. */
    pay: (orderNumber: string) => control(`/control/pay/${orderNumber}`),
    behave: (orderNumber: string, change: BehaviourChange) => control('/control', { orderNumber, behaviour: change }),
    async stop() {
      await sandbox.stop()
      await rm(dataDir, { recursive: true })
    },
  }
}

export const connect = (url: string, keys: SandboxKeys): SandboxConnection => ({
  url,
  merchant: { id: 'water', privateKey: createPrivateKey(keys.hub.privateKey) },
  sandboxPublicKey: createPublicKey(keys.sandbox.publicKey),
  clock: systemClock,
})

export function newOrder(change: Partial<ChannelOrder> = {}): ChannelOrder {
  const now = Date.now()
  return { paymentId: newId(now), amount: fen(6_840), subject: '水费', expiresAt: now + 60_000, ...change }
}
