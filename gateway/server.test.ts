import { once } from 'node:events'
import { Agent, get as httpGet } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { StartError } from '#core/kernel/startError.ts'
import { type InventedGateway, type InventedSettings, startInventedGateway } from '#test/inventedGateway.ts'
import { createSecurityHeaders } from './securityHeaders.ts'
import { createServer } from './server.ts'

describe('the server', () => {
  let gateway: InventedGateway
  const start = async (settings?: InventedSettings) => {
    gateway = await startInventedGateway(settings)
  }
  afterEach(() => gateway.server.close())

  /** Sends bytes as they are and resolves to all that comes back until the connection ends. */
  function talk(bytes: string, more: (write: (bytes: string) => void) => void = () => undefined) {
    return new Promise<string>((resolve, reject) => {
      const socket = connect(gateway.port, '127.0.0.1', () => {
        socket.write(bytes)
        more((next) => void socket.write(next))
      })
      let heard = ''
      socket.setEncoding('utf8')
      socket.on('data', (data: string) => (heard += data))
      socket.on('error', reject)
      socket.on('close', () => resolve(heard))
    })
  }

  it.each([
    ['nonsense', 'HELLO\r\n\r\n', 400, 'request.malformed'],
    ['a request without a host', 'GET /api/public/ping HTTP/1.1\r\n\r\n', 400, ''],
    [
      'headers that are too large',
      `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'request.headersTooLarge',
    ],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'request.malformed',
    ],
  ])('answers %s properly and hangs up', async (_, bytes, status, code) => {
    await start()
    const heard = await talk(bytes)
    expect(heard).toContain(`HTTP/1.1 ${status} `)
    expect(heard).toContain('Connection: close')
    if (code === '') return
    expect(heard).toContain(`"code":"${code}"`)
    expect(heard).toContain('Content-Type: application/problem+json')
    expect(heard).toContain('X-Content-Type-Options: nosniff')
    expect(heard).toMatch(/X-Request-Id: [0-9a-f-]{36}/)
  })

  it('waits for a slow client only so long', async () => {
    await start({ server: { requestTimeoutMs: 300, headersTimeoutMs: 300 } })
    const begun = performance.now()
    expect(await talk('GET /api/public/ping HTTP/1.1\r\nHost: x\r\nX-Slow:')).toContain('"code":"request.timeout"')
    const body =
      'POST /api/resident/baskets/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{'
    expect(await talk(body)).toContain('HTTP/1.1 408 ')
    expect(performance.now() - begun).toBeLessThan(3_000)
    expect(gateway.lines.filter((line) => line['level'] === 'error')).toEqual([])
  })

  it('hangs up on a client that was refused its large body and still does not send it', async () => {
    await start()
    const headers =
      'Host: x\r\nAuthorization: Bearer anna\r\nContent-Type: application/json\r\nContent-Length: 99999999'
    const heard = await talk(`POST /api/resident/baskets/x HTTP/1.1\r\n${headers}\r\n\r\n{`)
    expect(heard).toContain('"code":"request.bodyTooLarge"')
  })

  it('asks who sends a body before it takes it, and serves the connection afterwards', async () => {
    await start()
    const head = (more: string) => `POST /api/resident/baskets/x HTTP/1.1\r\nHost: x\r\n${more}\r\n\r\n`
    let send: (bytes: string) => void = () => undefined
    const talking = talk(head('Content-Length: 200000'), (write) => (send = write))
    // Nothing of the body is there yet when the answer is.
    await expect.poll(() => gateway.lines.some((line) => line['msg'] === 'request')).toBe(true)
    send('x'.repeat(200_000))
    send('GET /api/public/ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    const heard = await talking
    expect(heard.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 200'])
    expect(heard).toContain('"code":"request.unauthenticated"')
  })

  it('hangs up on a stranger who goes on sending', async () => {
    await start()
    const headers = 'Host: x\r\nContent-Length: 99999999'
    const begun = performance.now()
    const heard = await talk(`POST /api/resident/baskets/x HTTP/1.1\r\n${headers}\r\n\r\n{`)
    expect(heard).toContain('HTTP/1.1 401')
    expect(performance.now() - begun).toBeLessThan(5_000)
  })

  it('makes nothing of a client that hangs up in the midst of its body', async () => {
    await start()
    const socket = connect(gateway.port, '127.0.0.1')
    const headers = 'Host: x\r\nAuthorization: Bearer anna\r\nContent-Length: 100\r\nExpect: 100-continue'
    socket.write(`POST /api/resident/baskets/x HTTP/1.1\r\n${headers}\r\n\r\n{`)
    const [goOn] = (await once(socket, 'data')) as [Buffer]
    expect(goOn.toString()).toContain('100 Continue')
    socket.destroy()
    await expect.poll(() => gateway.lines.find((line) => line['msg'] === 'request')?.['status']).toBe(499)
    expect(gateway.lines.filter((line) => line['level'] === 'error')).toEqual([])
  })

  it('says what is the matter when the port is taken, the address is not its own, or the name unknown', async () => {
    await start()
    const other = createServer({ headers: createSecurityHeaders({ https: false }) })
    const refused = async (host: string, port: number) => other.listen(host, port).catch((error: unknown) => error)
    const taken = await refused('127.0.0.1', gateway.port)
    expect(taken).toBeInstanceOf(StartError)
    expect(String(taken)).toContain(`Port ${gateway.port} on 127.0.0.1 is taken by another process`)
    expect(String(await refused('192.0.2.1', 0))).toContain('192.0.2.1 is not an address of this machine')
    expect(String(await refused('no-such-host.invalid', 0))).toContain('no-such-host.invalid')
  })

  it('finishes what is in hand, takes nobody new and lets go of idle connections', async () => {
    const slow = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const inTheMidst = () => {
      begun.resolve()
      return slow.promise
    }
    await start({ slow: inTheMidst, server: { graceMs: 60_000 } })
    const { server, base, port } = gateway
    const agent = new Agent({ keepAlive: true })
    await new Promise<void>((resolve) => {
      httpGet(`${base}/api/public/ping`, { agent }, (answer) => answer.resume().on('end', resolve))
    })
    const inHand = fetch(`${base}/api/public/slow`)
    await begun.promise
    expect(server.isClosing()).toBe(false)
    const closed = server.close()
    expect(server.isClosing()).toBe(true)
    expect(server.close()).toBe(closed)
    await expect(fetch(`${base}/api/public/ping`)).rejects.toThrow()
    slow.resolve()
    expect(await (await inHand).json()).toEqual({ ok: true })
    await closed
    await expect(new Promise((_, reject) => connect(port, '127.0.0.1').on('error', reject))).rejects.toThrow(
      'ECONNREFUSED',
    )
    agent.destroy()
  })

  it('does not wait for ever for a request that does not end', async () => {
    const begun = Promise.withResolvers<void>()
    const end = Promise.withResolvers<void>()
    const endless = () => {
      begun.resolve()
      return end.promise
    }
    await start({ slow: endless, server: { graceMs: 100 } })
    const inHand = fetch(`${gateway.base}/api/public/slow`)
    const outcome = inHand.then(
      () => 'answered',
      () => 'cut off',
    )
    await begun.promise
    await gateway.server.close()
    expect(await outcome).toBe('cut off')
    end.resolve()
  })

  it('says that it is not ready while it closes', async () => {
    const begun = Promise.withResolvers<void>()
    const asked = Promise.withResolvers<void>()
    const untilAsked = () => {
      begun.resolve()
      return asked.promise
    }
    await start({ slow: untilAsked, checks: { asked: async () => asked.resolve() } })
    let write: (bytes: string) => void = () => undefined
    const heard = talk('GET /api/public/slow HTTP/1.1\r\nHost: x\r\n\r\n', (more) => (write = more))
    await begun.promise
    const closed = gateway.server.close()
    // Of a connection whose request is in hand, the next one is still heard.
    write('GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    await closed
    expect(await heard).toMatch(/HTTP\/1.1 503 [^]*"status":"closing"/)
  })
})
