import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, get as ask, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Koa from 'koa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Exchange } from './exchange.ts'
import { createResidentApp } from './residentApp.ts'
import { createSecurityHeaders } from './securityHeaders.ts'

const script = 'js/app.0123456789ab.js'

describe('The residents’ H5', () => {
  let folder: string
  let server: Server
  let url: string
  const built = () => join(folder, 'h5')

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'resident-app-'))
    writeFileSync(join(folder, 'secret.txt'), 'secret')
    const app = new Koa<Exchange>()
    app.use((ctx, next) => {
      ctx.state = {} as Exchange
      return next()
    })
    app.use(createResidentApp(built(), createSecurityHeaders({ https: false })))
    const handle = app.callback()
    server = createServer((request, response) => void handle(request, response)).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.close()
    rmSync(folder, { recursive: true })
  })
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(url + path, { headers: { accept: 'text/html', ...headers }, redirect: 'manual' })
  /** As fetch does not: it would ask past every cache, and unpack what comes. */
  const plainly = (path: string, headers: Record<string, string>) =>
    new Promise<IncomingMessage>((resolve) => void ask(url + path, { headers }, resolve))

  it('says how to build it where it was not built', async () => {
    const answer = await get('/')
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('npm run build:h5')
    expect((await get('/js/app.js')).status).toBe(404)
  })

  it('is served, once it is built, with a nonce of its own for every answer', async () => {
    mkdirSync(join(built(), 'js'), { recursive: true })
    writeFileSync(join(built(), script), 'console.log("H5")'.repeat(100))
    writeFileSync(join(built(), 'js/plain.js'), 'plain')
    writeFileSync(join(built(), 'js/app.js.map'), '{}')
    symlinkSync('../../secret.txt', join(built(), 'js/link.txt'))
    writeFileSync(join(built(), 'index.html'), '<script nonce="__NONCE__"></script><meta content="__NONCE__">')
    const nonces = await Promise.all(
      ['/', '/index.html', '/?a=1'].map(async (path) => {
        const answer = await get(path)
        const html = await answer.text()
        const nonce = /nonce="([^"]{16,})"/.exec(html)?.[1] ?? ''
        expect(html).toBe(`<script nonce="${nonce}"></script><meta content="${nonce}">`)
        expect(answer.headers.get('content-security-policy')).toContain(`script-src 'self' 'nonce-${nonce}'`)
        expect(answer.headers.get('permissions-policy')).toContain('geolocation=(self)')
        expect(answer.headers.get('cache-control')).toBe('no-store')
        return nonce
      }),
    )
    expect(new Set(nonces).size).toBe(3)
  })

  it('lets browsers keep a file for good whose name changes with it, and ask after any other', async () => {
    const hashed = await get(`/${script}`)
    expect(hashed.headers.get('cache-control')).toContain('immutable')
    expect(hashed.headers.get('content-type')).toContain('text/javascript')
    expect(await hashed.text()).toBe('console.log("H5")'.repeat(100))
    const plain = await get('/js/plain.js')
    expect(plain.headers.get('cache-control')).toBe('no-cache')
    const again = await plainly('/js/plain.js', { 'if-none-match': plain.headers.get('etag') ?? '' })
    expect(again.statusCode).toBe(304)
    again.resume()
  })

  it('leads crews to their pages, whose worker may ask the hub, and do nothing else', async () => {
    const answer = await get('/crew')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/#/crew/orders/index'])
    writeFileSync(join(built(), 'crewWorker.js'), 'self')
    writeFileSync(join(built(), 'index.html'), '<script nonce="__NONCE__"></script> built anew')
    await get('/')
    const worker = await get('/crewWorker.js')
    expect(worker.headers.get('content-security-policy')).toBe("default-src 'none'; connect-src 'self'")
    expect(worker.headers.get('cache-control')).toBe('no-cache')
  })

  it('is compressed for who takes that', async () => {
    const answer = await plainly(`/${script}`, { 'accept-encoding': 'gzip' })
    const bytes: Buffer[] = []
    for await (const chunk of answer as AsyncIterable<Buffer>) bytes.push(chunk)
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(Buffer.concat(bytes)).toString()).toContain('H5')
    expect((await get(`/${script}`, { 'accept-encoding': 'identity' })).headers.get('content-encoding')).toBeNull()
  })

  it.each([
    '/../secret.txt',
    '/js/..%2f..%2fsecret.txt',
    '/js/%2e%2e/%2e%2e/secret.txt',
    '/js/link.txt',
    '/js/app.js.map',
  ])('gives no file away that is not its own: %s', async (path) => {
    const answer = await get(path)
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('secret')
  })

  it('leads people who mistyped to the first page, and leaves programs and others’ paths alone', async () => {
    const typed = await get('/bills/2026')
    expect([typed.status, typed.headers.get('location')]).toEqual([302, '/'])
    expect((await get('/bills/2026', { accept: 'application/json' })).status).toBe(404)
    for (const path of ['/api/nothing', '/console/', '/docs/nothing', '/socket.io', '/favicon.ico']) {
      expect((await get(path)).status).toBe(404)
    }
    expect((await fetch(url, { method: 'POST' })).status).toBe(404)
  })
})
