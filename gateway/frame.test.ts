import { afterEach, describe, expect, it } from 'vitest'
import { type InventedGateway, type InventedSettings, startInventedGateway } from '#test/inventedGateway.ts'
import { networks } from './clientAddress.ts'

describe('what is around every request', () => {
  let gateway: InventedGateway
  const start = async (settings?: InventedSettings) => {
    gateway = await startInventedGateway(settings)
  }
  afterEach(() => gateway.server.close())
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${gateway.base}${path}`, { headers })
  const requestLines = () => gateway.lines.filter((line) => line['msg'] === 'request')

  it.each([
    '/api/public/ping',
    '/api/public/leaky',
    '/api/public/wrong',
    '/api/public/fail/bug',
    '/api/public/file/stream',
    '/api/resident/baskets/new',
    '/api/partner/code',
    '/api/nowhere',
    '/healthz',
    '/metrics',
    '/openapi.json',
    '/docs',
    '/docs/assets/swagger-ui.css',
  ])('sends the security headers with %s', async (path) => {
    await start()
    const { headers } = await get(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('permissions-policy')).toContain('microphone=()')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('cache-control')).toMatch(/no-store|no-cache/)
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
  })

  it('tells browsers to stay with TLS where the hub is reached by it', async () => {
    await start({ edge: { publicOrigin: 'https://water.example' } })
    expect((await get('/api/public/ping')).headers.get('strict-transport-security')).toContain('max-age=31536000')
  })

  it('takes an id only from a trusted proxy, and only a sane one', async () => {
    await start()
    expect(
      (await get('/api/public/ping', { 'x-request-id': 'given-by-anybody' })).headers.get('x-request-id'),
    ).not.toBe('given-by-anybody')
    await gateway.server.close()
    await start({ edge: { trustedProxies: networks('127.0.0.0/8') } })
    expect((await get('/api/public/ping', { 'x-request-id': 'given-by-proxy' })).headers.get('x-request-id')).toBe(
      'given-by-proxy',
    )
    expect((await get('/api/public/ping', { 'x-request-id': 'short' })).headers.get('x-request-id')).not.toBe('short')
    expect(
      (await get('/api/public/ping', { 'x-request-id': 'with spaces, "signs"' })).headers.get('x-request-id'),
    ).not.toContain('signs')
  })

  it('logs one line a request: its route, never its path or query', async () => {
    await start()
    const answer = await get('/api/resident/baskets/01ARZ3NDEKTSV4RRFFQ69G5FAV?token=secret', {
      authorization: 'Bearer anna',
    })
    await get('/api/unknown/13800138000')
    await get('/healthz')
    expect(requestLines()).toEqual([
      expect.objectContaining({
        level: 'info',
        requestId: answer.headers.get('x-request-id'),
        method: 'GET',
        route: 'GET /api/resident/baskets/:id',
        status: 200,
        ms: expect.any(Number),
        audience: 'resident',
      }),
      expect.objectContaining({ level: 'info', route: null, status: 404 }),
      expect.objectContaining({ level: 'debug', route: '/healthz', status: 200 }),
    ])
    expect(JSON.stringify(gateway.lines)).not.toMatch(/01ARZ3|secret|13800138000/)
  })

  it('names the request in what a handler logs', async () => {
    await start()
    const answer = await fetch(`${gateway.base}/api/resident/baskets/01ARZ3NDEKTSV4RRFFQ69G5FAV`, {
      method: 'POST',
      headers: { authorization: 'Bearer anna', 'content-type': 'application/json' },
      body: '{"lines":[{"name":"a","amount":1}]}',
    })
    expect(gateway.lines).toContainEqual(
      expect.objectContaining({ msg: 'hello', requestId: answer.headers.get('x-request-id') }),
    )
  })

  it('limits all requests of an address together, by the address that proxies saw', async () => {
    await start({
      edge: { trustedProxies: networks('127.0.0.1'), addressLimit: { most: 2, perMs: 1000, by: 'address' } },
    })
    const from = async (address: string) => (await get('/api/public/ping', { 'x-forwarded-for': address })).status
    expect([await from('9.9.9.9, 203.0.113.1'), await from('8.8.8.8, 203.0.113.1'), await from('203.0.113.1')]).toEqual(
      [200, 200, 429],
    )
    expect(await from('203.0.113.2')).toBe(200)
    expect([await from('2001:db8::1'), await from('2001:db8::2'), await from('2001:db8:0:0:9::')]).toEqual([
      200, 200, 429,
    ])
  })

  it('shows its metrics to loopback, by route and not by path', async () => {
    await start()
    await get('/api/public/ping')
    await get('/api/public/fail/refusal')
    await get('/api/nowhere/1')
    await get('/api/nowhere/2')
    const text = await (await get('/metrics')).text()
    expect(text).toContain(
      'http_request_duration_seconds_count{route="GET /api/public/ping",method="GET",status="200"} 1',
    )
    expect(text).toContain(
      'http_request_duration_seconds_count{route="GET /api/public/fail/:how",method="GET",status="404"} 1',
    )
    expect(text).toContain('http_request_duration_seconds_count{route="none",method="GET",status="404"} 2')
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds')
  })

  it('shows them to nobody from elsewhere, though a proxy on this machine brings them', async () => {
    await start()
    expect((await get('/metrics', { 'x-forwarded-for': '203.0.113.1' })).status).toBe(403)
    await gateway.server.close()
    await start({ edge: { trustedProxies: networks('127.0.0.1'), metricsReaders: networks('10.0.0.0/8') } })
    expect((await get('/metrics', { 'x-forwarded-for': '203.0.113.1' })).status).toBe(403)
    expect((await get('/metrics', { 'x-forwarded-for': '10.1.2.3' })).status).toBe(200)
  })

  it('is ready while what it needs works', async () => {
    let works = true
    await start({ checks: { database: async () => (works ? undefined : Promise.reject(new Error('gone'))) } })
    const ready = await get('/readyz')
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok', checks: { database: 'ok' } }])
    works = false
    await expect.poll(async () => (await get('/readyz')).status, { timeout: 10_000 }).toBe(503)
    const failing = await get('/readyz')
    expect([failing.status, await failing.json()]).toEqual([
      503,
      { status: 'failing', checks: { database: 'failing' } },
    ])
    expect((await get('/healthz')).status).toBe(200)
  })

  it('tells what is worth knowing, and is ready without it', async () => {
    let isUp = true
    await start({ checks: { database: async () => undefined }, states: { telephone: async () => isUp } })
    expect(await (await get('/readyz')).json()).toEqual({ status: 'ok', checks: { database: 'ok', telephone: 'ok' } })
    isUp = false
    const standing = async () => ((await (await get('/readyz')).json()) as { checks: unknown }).checks
    await expect.poll(standing, { timeout: 10_000 }).toEqual({ database: 'ok', telephone: 'failing' })
    const without = await get('/readyz')
    expect([without.status, await without.json()]).toEqual([
      200,
      { status: 'ok', checks: { database: 'ok', telephone: 'failing' } },
    ])
  })

  it('is not ready when a check hangs', async () => {
    await start({ checks: { database: () => new Promise(() => undefined) } })
    expect((await get('/readyz')).status).toBe(503)
  })

  it('lets answers to partners be sealed when they are whole, refusals too, and nobody else’s', async () => {
    await start({
      seal(ctx) {
        if (ctx.state.audience === 'partner') ctx.res.setHeader('X-Seal', `${ctx.status} ${String(ctx.body).length}`)
      },
    })
    const good = await get('/api/partner/code', { 'x-partner': 'bank' })
    expect([good.status, good.headers.get('x-seal'), await good.text()]).toEqual([200, '200 15', '{"code":"bank"}'])
    const refused = await get('/api/partner/code')
    expect([refused.status, refused.headers.get('x-seal')]).toEqual([401, `401 ${(await refused.text()).length}`])
    expect(refused.headers.get('content-type')).toBe('application/problem+json')
    expect(refused.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await get('/api/public/ping')).headers.get('x-seal')).toBeNull()
  })
})
