import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { client } from '#core/contract/client.ts'
import { type InventedContract, type InventedGateway, startInventedGateway } from '#test/inventedGateway.ts'
import type { Problem } from './problem.ts'

const basket = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
const json = { 'content-type': 'application/json' }
const resident = { authorization: 'Bearer anna' }

describe('a contract behind HTTP', () => {
  let gateway: InventedGateway
  beforeAll(async () => {
    gateway = await startInventedGateway()
  })
  afterAll(() => gateway.server.close())

  const send = (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: string | Uint8Array<ArrayBuffer>,
  ) => fetch(`${gateway.base}${path}`, { method, headers, ...(body !== undefined && { body }) })
  const problem = async (answer: Response) => {
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    return (await answer.json()) as Problem
  }
  const fill = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = { ...json, ...resident }) =>
    send('POST', `/api/resident/baskets/${basket}`, headers, body)

  it('answers a typed client', async () => {
    const call = client<InventedContract>(async ({ method, path, body }) => {
      const answer = await send(
        method,
        path,
        { ...json, ...resident },
        body === undefined ? undefined : JSON.stringify(body),
      )
      if (!answer.ok) throw await answer.json()
      return answer.status === 204 ? undefined : answer.json()
    })
    expect(await call('GET /api/public/ping')).toEqual({ ok: true })
    const lines = [{ name: '水表', amount: 2 }]
    expect(await call('POST /api/resident/baskets/:id', { params: { id: basket }, body: { lines } })).toEqual({
      id: basket,
      lines,
    })
    expect(await call('DELETE /api/resident/baskets/:id', { params: { id: basket } })).toBeUndefined()
    expect(await call('GET /api/public/search')).toEqual({ most: 20 })
    expect(await call('GET /api/public/search', { query: { most: 7, open: false, state: ['a', 'b'] } })).toEqual({
      most: 7,
      open: false,
      state: ['a', 'b'],
    })
    expect(await call('GET /api/public/search', { query: { state: 'b', open: undefined } })).toEqual({
      most: 20,
      state: ['b'],
    })
  })

  it('gives a handler what it depends on and lets it set headers, with the status of the contract', async () => {
    const answer = await fill('{"lines":[{"name":"a","amount":1}]}')
    expect([answer.status, answer.headers.get('x-word')]).toEqual([201, 'hello'])
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('puts a name before a variable', async () => {
    expect(await (await send('GET', '/api/resident/baskets/new', resident)).json()).toBe('new')
  })

  it('strips from an answer what the contract does not promise', async () => {
    expect(await (await send('GET', '/api/public/leaky')).text()).toBe('{"shown":"yes"}')
  })

  it('answers 500 to an answer that breaks the contract, and logs what is wrong without its values', async () => {
    const answer = await send('GET', '/api/public/wrong')
    const { status, code, requestId } = await problem(answer)
    expect([answer.status, status, code]).toEqual([500, 500, 'request.failed'])
    const line = gateway.lines.find((entry) => entry['msg'] === 'request failed' && entry['requestId'] === requestId)
    expect(JSON.stringify(line)).toContain(
      'the answer of GET /api/public/wrong is not what the contract says: n: invalid_type',
    )
  })

  it.each([
    ['refusal', 404, 'basket.unknown', '没有这个篮子'],
    ['conflict', 409, 'basket.full', '篮子满了'],
    ['forbidden', 403, 'basket.notYours', '不是您的篮子'],
    ['unauthenticated', 401, 'basket.who', '您是谁'],
    ['invalid', 422, 'basket.odd', '奇怪的篮子'],
    ['tooMany', 429, 'basket.often', '太频繁'],
    ['unavailable', 503, 'basket.away', '篮子不在'],
    ['bug', 500, 'request.failed', '系统内部错误，请稍后再试'],
    ['text', 500, 'request.failed', '系统内部错误，请稍后再试'],
    ['lostDatabase', 503, 'request.unavailable', '系统暂时不可用，请稍后再试'],
  ])('makes a problem of %s', async (how, status, code, detail) => {
    const answer = await send('GET', `/api/public/fail/${how}`)
    expect(answer.status).toBe(status)
    const found = await problem(answer)
    expect(found).toMatchObject({ type: `urn:water-hub:${code}`, status, code, detail })
    expect(found.requestId).toBe(answer.headers.get('x-request-id'))
    expect(JSON.stringify(found)).not.toContain('secret')
    const retryAfter = { tooMany: '17', unavailable: '5', lostDatabase: '5' }[how] ?? null
    expect(answer.headers.get('retry-after')).toBe(retryAfter)
    if (status === 401) expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="resident"')
  })

  it('tells a refusal’s data, and logs a bug with its stack', async () => {
    expect((await problem(await send('GET', '/api/public/fail/refusal'))).data).toEqual({ id: 7 })
    const { requestId } = await problem(await send('GET', '/api/public/fail/bug'))
    const line = gateway.lines.find((entry) => entry['requestId'] === requestId && entry['level'] === 'error')
    expect(line?.['err']).toMatchObject({
      type: 'TypeError',
      message: 'secret of the house',
      stack: expect.stringContaining('inventedGateway'),
    })
  })

  describe('who may', () => {
    it.each([
      ['GET', '/api/resident/baskets/new', 'Bearer realm="resident"'],
      ['GET', '/api/staff/me', 'Session realm="staff"'],
      ['GET', '/api/partner/code', 'Signature realm="partner"'],
      ['POST', '/api/channels/notices', 'Signature realm="channel"'],
    ])('%s %s is not for everybody', async (method, path, challenge) => {
      const answer = await send(method, path)
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, challenge])
      expect((await problem(answer)).code).toBe('request.unauthenticated')
    })

    it('asks staff for the permission of the route', async () => {
      const pay = (login: string) => send('POST', '/api/staff/payments', { cookie: `session=${login}` })
      expect((await pay('cashier')).status).toBe(204)
      const refused = await pay('trainee')
      expect([refused.status, (await problem(refused)).code]).toEqual([403, 'staff.forbidden'])
      expect(await (await send('GET', '/api/staff/me', { cookie: 'session=trainee' })).json()).toEqual({
        login: 'trainee',
      })
    })

    it('takes no write of staff from a page of another site', async () => {
      const pay = (headers: Record<string, string>) =>
        rawRequest('POST', '/api/staff/payments', { cookie: 'session=cashier', ...headers })
      expect((await pay({ origin: 'https://evil.example' })).status).toBe(403)
      expect((await pay({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
      expect((await pay({ origin: gateway.base })).status).toBe(204)
    })

    it('lets a channel prove the bytes as they came', async () => {
      const bytes = Buffer.from([0, 255, 1])
      const answer = await send('POST', '/api/channels/notices', { 'x-length': '3', 'content-type': 'text/xml' }, bytes)
      expect(await answer.json()).toEqual({ bytes: 3, actor: 'channel:sandbox' })
    })

    it('proves before it checks: a stranger learns nothing of the fields', async () => {
      expect((await fill('{', json)).status).toBe(401)
    })
  })

  describe('what is sent', () => {
    it('lists everything wrong with it, in Chinese, wherever it stands', async () => {
      const answer = await send(
        'POST',
        '/api/resident/baskets/7?dry=perhaps',
        { ...json, ...resident },
        JSON.stringify({ lines: [{ name: '', amount: -1 }, { amount: 'two' }], more: 1 }),
      )
      expect(answer.status).toBe(422)
      const { code, issues = [] } = await problem(answer)
      expect(code).toBe('request.invalid')
      expect(issues.map((issue) => [issue.in, issue.path])).toEqual([
        ['path', 'id'],
        ['query', 'dry'],
        ['body', 'lines.0.name'],
        ['body', 'lines.0.amount'],
        ['body', 'lines.1.name'],
        ['body', 'lines.1.amount'],
        ['body', ''],
      ])
      for (const issue of issues) expect(issue.message).toMatch(/[\u4e00-\u9fff]/)
      expect(issues.map((issue) => issue.message)).toEqual(
        expect.arrayContaining(['此项必填', '此项不能为空', '含有未知字段：more']),
      )
    })

    it.each([
      'most=',
      'most=0',
      'most=51',
      'most=1.5',
      'most=0x10',
      'most=1e1',
      'most=%201',
      'most=1&most=2',
      'open=',
      'open=1',
      'state=c',
      'x=1',
    ])('refuses the query %s', async (query) => {
      expect((await send('GET', `/api/public/search?${query}`)).status).toBe(422)
    })

    it.each(['', '{', '{"lines":[}', '\u00ff', '{"__proto__":{"lines":[]}}', '{"lines":[{"\\u005f_proto__":{}}]}'])(
      'refuses %j as malformed',
      async (body) => {
        const answer = await fill(body === '\u00ff' ? Buffer.from([0x22, 0xff, 0x22]) : body)
        expect([answer.status, (await problem(answer)).code]).toEqual([400, 'request.malformedJson'])
      },
    )

    it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=gbk', 'application/jsonx'])(
      'refuses %s where JSON is due',
      async (type) => {
        const answer = await fill('{}', { ...resident, 'content-type': type })
        expect([answer.status, (await problem(answer)).code]).toEqual([415, 'request.wrongMediaType'])
      },
    )

    it('takes JSON that says that it is UTF-8', async () => {
      const headers = { ...resident, 'content-type': 'application/json; charset=UTF-8' }
      expect((await fill('{"lines":[{"name":"\\u0061","amount":1}]}', headers)).status).toBe(201)
    })

    it('refuses a body that is too large, announced or not, and goes on serving the connection’s client', async () => {
      const large = Buffer.alloc(256 * 1024 + 1, 0x20)
      const headers = { ...json, ...resident }
      const announced = await rawRequest('POST', `/api/resident/baskets/${basket}`, headers, large)
      expect([announced.status, announced.problem.code, announced.problem.data]).toEqual([
        413,
        'request.bodyTooLarge',
        { limit: 262_144 },
      ])
      const streamed = await rawRequest(
        'POST',
        `/api/resident/baskets/${basket}`,
        { ...headers, 'transfer-encoding': 'chunked' },
        large,
      )
      expect([streamed.status, streamed.problem.code]).toEqual([413, 'request.bodyTooLarge'])
      const exact = Buffer.alloc(256 * 1024, 0x20)
      exact.write('{"lines":[{"name":"a","amount":1}]}')
      expect((await fill(exact)).status).toBe(201)
    })

    it('answers a too large announcement at once, without waiting for the bytes', async () => {
      const headers = { ...json, ...resident, 'content-length': '99999999' }
      const answer = await rawRequest('POST', `/api/resident/baskets/${basket}`, headers, Buffer.from('{'), {
        leaveOpen: true,
      })
      expect(answer.status).toBe(413)
    })
  })

  /** fetch will not send every header, nor announce more than it has. */
  function rawRequest(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: Buffer,
    { leaveOpen = false } = {},
  ) {
    return new Promise<{ status: number; problem: Problem }>((resolve, reject) => {
      const request = httpRequest(`${gateway.base}${path}`, { method, headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          resolve({ status: answer.statusCode ?? 0, problem: (text === '' ? {} : JSON.parse(text)) as Problem })
          request.destroy()
        })
      })
      request.on('error', reject)
      if (body) request.write(body)
      if (!leaveOpen) request.end()
    })
  }
})
