import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Koa from 'koa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConsole } from './console.ts'
import type { Exchange } from './exchange.ts'
import { createResidentApp } from './residentApp.ts'
import { createSecurityHeaders } from './securityHeaders.ts'

describe('The staff console', () => {
  let folder: string
  let server: Server
  let url: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'console-'))
    const headers = createSecurityHeaders({ https: false })
    const app = new Koa<Exchange>()
    app.use((ctx, next) => {
      ctx.state = {} as Exchange
      return next()
    })
    app.use(createConsole(join(folder, 'dist'), headers))
    app.use(createResidentApp(join(folder, 'h5'), headers))
    const handle = app.callback()
    server = createServer((request, response) => void handle(request, response)).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.close()
    rmSync(folder, { recursive: true })
  })
  const get = (path: string) => fetch(url + path, { headers: { accept: 'text/html' }, redirect: 'manual' })

  it('says what to do where it was not built, and leads to its folder', async () => {
    expect(await (await get('/console/')).text()).toContain('工作台还没有构建')
    const bare = await get('/console')
    expect([bare.status, bare.headers.get('location')]).toEqual([302, '/console/'])
  })

  it('answers every address of its pages, each time with another nonce, and may ask for the microphone', async () => {
    mkdirSync(join(folder, 'dist/assets'), { recursive: true })
    writeFileSync(join(folder, 'dist/index.html'), '<script nonce="__NONCE__"></script>')
    writeFileSync(join(folder, 'dist/assets/main.0123456789ab.js'), 'console')
    const nonces = await Promise.all(
      ['/console/', '/console/index.html', '/console/calls/01M869A5VYDHXW1H78T1Y22HQN?from=a.b'].map(async (path) => {
        const answer = await get(path)
        expect(answer.status).toBe(200)
        const nonce = /nonce="([^"]{16,})"/.exec(await answer.text())?.[1] ?? ''
        expect(answer.headers.get('content-security-policy')).toContain(`script-src 'self' 'nonce-${nonce}'`)
        expect(answer.headers.get('permissions-policy')).toContain('microphone=(self)')
        return nonce
      }),
    )
    expect(new Set(nonces).size).toBe(3)
  })

  it('lets browsers keep its files, and answers no page for a file that is gone', async () => {
    const file = await get('/console/assets/main.0123456789ab.js')
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    expect((await get('/console/assets/main.ffffffffffff.js')).status).toBe(404)
    expect((await fetch(`${url}/console/`, { method: 'POST' })).status).toBe(404)
    expect((await get('/consoles')).status).toBe(302)
  })
})
