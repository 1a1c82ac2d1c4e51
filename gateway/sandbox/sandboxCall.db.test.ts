import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, newOrder, startReceiver, startTestSandbox } from './sandboxForTests.ts'
import { generateSandboxKeys, type SandboxKeys } from './sandboxKeys.ts'
import { createSandboxPaymentChannel } from './sandboxPaymentChannel.ts'
import { authorize } from './sandboxSignature.ts'
import { createSandboxSmsSender } from './sandboxSmsSender.ts'

let hub: Awaited<ReturnType<typeof startReceiver>>
let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
let keys: SandboxKeys
const servers: Server[] = []

beforeAll(async () => {
  hub = await startReceiver()
  sandbox = await startTestSandbox(hub.url)
  keys = sandbox.keys
})
afterAll(async () => {
  for (const server of servers) server.close().closeAllConnections()
  await sandbox.stop()
  await hub.stop()
})

/** Something that answers in the vendor's place. */
async function inPlace(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
}

/** Passes everything on to the vendor, as an intermediary would. */
const relay =
  (change: (body: string) => string): RequestListener =>
  async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const { method = 'GET', url = '/', headers } = request
    const body = Buffer.concat(chunks)
    const answer = await fetch(`${sandbox.url}${url}`, {
      method,
      headers: { Authorization: headers.authorization ?? '' },
      ...(body.length > 0 && { body }),
    })
    response.writeHead(answer.status, signedHeaders(answer))
    response.end(change(await answer.text()))
  }

const channelAt = (url: string, limitMs = 5_000) =>
  createSandboxPaymentChannel({ ...connect(url, keys), notifyUrl: hub.url, limitMs })

const unavailable = (reason: string) => ({ kind: 'unavailable', code: 'channel.unavailable', data: { reason } })

describe('the vendor is unavailable', () => {
  test('when nobody listens', async () => {
    const url = await inPlace(() => undefined)
    servers.at(-1)?.close()
    await expect(channelAt(url).start(newOrder())).rejects.toMatchObject(unavailable('network'))
  })

  test('when it does not answer in time, however often one might ask', async () => {
    let asked = 0
    const channel = channelAt(await inPlace(() => void (asked += 1)), 300)
    await expect(channel.query(newOrder().paymentId)).rejects.toMatchObject(unavailable('timeout'))
    expect(asked).toBe(1)
  })

  test('when it fails three times', async () => {
    let asked = 0
    const url = await inPlace((_, response) => void response.writeHead(503, { asked: (asked += 1) }).end())
    await expect(channelAt(url).start(newOrder())).rejects.toMatchObject(unavailable('status 503'))
    expect(asked).toBe(3)
  })

  test('when its answer was changed on the way', async () => {
    const url = await inPlace(relay((body) => body.replace('waiting', 'closed')))
    const order = newOrder()
    await sandbox.channel.start(order)
    await expect(channelAt(url).query(order.paymentId)).rejects.toMatchObject(unavailable('signature'))
  })

  test('when somebody else signs', async () => {
    keys = { ...sandbox.keys, sandbox: (await generateSandboxKeys()).sandbox }
    await expect(channelAt(sandbox.url).start(newOrder())).rejects.toMatchObject(unavailable('signature'))
    keys = sandbox.keys
  })

  test('when it speaks of another order', async () => {
    const [asked, other] = [newOrder(), newOrder()]
    await sandbox.channel.start(other)
    await sandbox.pay(other.paymentId)
    const stored = await answerOf(`/v1/orders/${other.paymentId}`)
    const url = await inPlace((_, response) => void response.writeHead(200, stored.headers).end(stored.body))
    await expect(channelAt(url).query(asked.paymentId)).rejects.toMatchObject(unavailable('answer'))
  })
})

test('a failure that passes is not noticed', async () => {
  const passOn = relay((body) => body)
  let asked = 0
  const url = await inPlace((request, response) => {
    asked += 1
    if (asked === 1) request.socket.destroy()
    else if (asked === 2) response.writeHead(502).end('bad gateway')
    else passOn(request, response)
  })
  const order = newOrder()
  expect(await channelAt(url).start(order)).toEqual(await sandbox.channel.start(order))
})

describe('a text message', () => {
  const inbox = async (to: string): Promise<unknown> => (await fetch(`${sandbox.url}/control/sms?to=${to}`)).json()

  test('arrives once, however often it is sent under its id', async () => {
    const sms = createSandboxSmsSender(sandbox.connection)
    const message = { to: '13800000001', text: '您的验证码是 123456。', id: '01KAQ0000000000000000SMS01' }
    await sms.send(message)
    await sms.send(message)
    await sms.send({ ...message, to: '13800000002', id: '01KAQ0000000000000000SMS02' })
    expect(await inbox('13800000001')).toEqual([{ ...message, at: expect.any(Number) }])
    expect(await (await fetch(`${sandbox.url}/inbox`)).text()).toContain('您的验证码是 123456。')
  })

  test('is refused when its id was another message’s, or its number is none', async () => {
    const sms = createSandboxSmsSender(sandbox.connection)
    const message = { to: '13800000003', text: '一', id: 'once' }
    await sms.send(message)
    const refused = (status: string) => ({ kind: 'unavailable', code: 'sms.unavailable', data: { reason: status } })
    await expect(sms.send({ ...message, text: '二' })).rejects.toMatchObject(refused('status 409'))
    await expect(sms.send({ ...message, to: 'nobody', id: 'twice' })).rejects.toMatchObject(refused('status 422'))
    expect(await inbox('13800000003')).toHaveLength(1)
  })

  test('cannot be sent when nobody listens', async () => {
    const url = await inPlace(() => undefined)
    servers.at(-1)?.close()
    const sms = createSandboxSmsSender(connect(url, keys))
    await expect(sms.send({ to: '13800000001', text: '一', id: 'lost' })).rejects.toMatchObject({
      code: 'sms.unavailable',
    })
  })
})

/** What the vendor answers the hub, with its signature. */
async function answerOf(path: string) {
  const authorization = authorize(sandbox.connection.merchant, 'GET', path, '', Date.now())
  const answer = await fetch(`${sandbox.url}${path}`, { headers: { Authorization: authorization } })
  return { headers: signedHeaders(answer), body: await answer.text() }
}

const signedHeaders = (answer: Response) =>
  Object.fromEntries([...answer.headers].filter(([name]) => name.startsWith('sandbox')))
