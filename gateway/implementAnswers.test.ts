import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type InventedGateway, startInventedGateway } from '#test/inventedGateway.ts'
import type { Problem } from './problem.ts'

const resident = { authorization: 'Bearer anna' }

describe('a contract behind HTTP answers', () => {
  let gateway: InventedGateway
  beforeAll(async () => {
    gateway = await startInventedGateway()
  })
  afterAll(() => gateway.server.close())

  const send = (method: string, path: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.base}${path}`, { method, headers })
  const problem = async (answer: Response) => {
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    return (await answer.json()) as Problem
  }

  describe('where to', () => {
    it('knows paths, methods and what to say of others', async () => {
      const nowhere = await send('GET', '/api/nowhere')
      expect([nowhere.status, (await problem(nowhere)).code]).toEqual([404, 'request.pathUnknown'])
      for (const path of ['/api/public/ping/', '/api/resident/baskets/', '/', '//', '/api'])
        expect((await send('GET', path, resident)).status, path).toBe(404)
      const wrong = await send('PUT', '/api/resident/baskets/x')
      expect([wrong.status, (await problem(wrong)).code]).toEqual([405, 'request.methodUnknown'])
      expect(wrong.headers.get('allow')).toBe('GET, HEAD, POST, DELETE, OPTIONS')
      const bad = await send('GET', '/api/resident/baskets/%E0%A4%A', resident)
      expect([bad.status, (await problem(bad)).code]).toEqual([400, 'request.malformedPath'])
    })

    it('answers OPTIONS with the methods, and HEAD like GET without its content; no other origin is allowed', async () => {
      const options = await send('OPTIONS', '/api/public/ping', { 'access-control-request-method': 'GET' })
      expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS'])
      expect(options.headers.get('access-control-allow-origin')).toBeNull()
      const head = await send('HEAD', '/api/public/ping')
      expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '11', ''])
    })
  })

  describe('bytes', () => {
    it('come with their type and name', async () => {
      const file = await send('GET', '/api/public/file/bytes')
      expect([file.headers.get('content-type'), await file.text()]).toEqual(['application/pdf', '%PDF'])
      expect(file.headers.get('content-disposition')).toBe(
        `attachment; filename="___9_.pdf"; filename*=UTF-8''%E8%B4%A6%E5%8D%95%209%E6%9C%88.pdf`,
      )
      const stream = await send('GET', '/api/public/file/stream')
      expect([stream.headers.get('content-type'), await stream.text()]).toEqual(['image/png', '%PDF'])
      expect(stream.headers.get('content-security-policy')).toContain("default-src 'none'")
    })

    it('that break before the first are a problem, and later an answer that nobody takes for whole', async () => {
      const broken = await send('GET', '/api/public/file/broken')
      expect([broken.status, (await problem(broken)).code]).toEqual([500, 'request.failed'])
      expect(broken.headers.get('x-content-type-options')).toBe('nosniff')
      const torn = send('GET', '/api/public/file/torn').then((answer) => answer.text())
      await expect(torn).rejects.toThrow()
    })
  })

  describe('how often', () => {
    it('counts by address', async () => {
      const ask = () => send('GET', '/api/public/scarce')
      expect([(await ask()).status, (await ask()).status]).toEqual([200, 200])
      const refused = await ask()
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
      expect(await problem(refused)).toMatchObject({ code: 'request.tooMany', data: { retryAfterSeconds: 60 } })
      gateway.clock.now += 60_001
      expect((await ask()).status).toBe(200)
    })

    it('counts by principal, each their own', async () => {
      const ask = (who: string) => send('GET', '/api/resident/scarce', { authorization: `Bearer ${who}` })
      expect([(await ask('anna')).status, (await ask('anna')).status, (await ask('bert')).status]).toEqual([
        200, 429, 200,
      ])
    })
  })
})
