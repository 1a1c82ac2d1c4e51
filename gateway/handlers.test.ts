import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { client } from '#core/contract/client.ts'
import { queryInt } from '#core/contract/query.ts'
import type { Contract, Raw } from '#core/contract/route.ts'
import { inventedAuthenticate } from '#test/inventedGateway.ts'
import type { Handlers } from './handlers.ts'
import { implement } from './implement.ts'

const Cup = z.object({ id: z.ulid(), size: z.int() })
const contract = {
  'GET /api/cups/:id': { audience: 'resident', summary: 's', params: z.object({ id: z.ulid() }), answer: Cup },
  'GET /api/cups': {
    audience: 'public',
    summary: 's',
    query: z.object({ most: queryInt(1, 9).default(3) }),
    answer: z.array(Cup),
  },
  'POST /api/cups': { audience: 'staff', permission: null, summary: 's', body: Cup, status: 204 },
} satisfies Contract
type Cups = Handlers<typeof contract, { size: number }>

const one: Cups['GET /api/cups/:id'] = async ({ params, principal }, { size }) => ({
  id: params.id + principal.residentId,
  size,
})
const many: Cups['GET /api/cups'] = async ({ query }) => Array.from({ length: query.most }, () => ({ id: '', size: 1 }))
const add: Cups['POST /api/cups'] = async ({ body, principal }) => void [body.size, principal.login]

const guards = { limit: async () => undefined, originOf: () => 'ours' as const }
const put = <H extends Cups>(handlers: H) =>
  implement(contract, handlers as Cups, inventedAuthenticate, { size: 1 }, guards)

describe('handlers', () => {
  it('fit their contract, or do not compile', () => {
    const whole: Cups = { 'GET /api/cups/:id': one, 'GET /api/cups': many, 'POST /api/cups': add }
    expect(put(whole)).toBeTypeOf('function')
    // @ts-expect-error one is missing
    const missing: Cups = { 'GET /api/cups/:id': one, 'GET /api/cups': many }
    expect(() => put(missing)).toThrow('no handler for POST /api/cups')
    // @ts-expect-error one is too many
    const extra: Cups = { ...whole, 'PUT /api/cups': add }
    expect(() => put(extra)).toThrow('no route for the handler of PUT /api/cups')
    const spread = { 'PUT /api/cups': add, ...whole }
    // @ts-expect-error one is too many, also where TypeScript would let it pass
    expect(() => implement(contract, spread, inventedAuthenticate, { size: 1 }, guards)).toThrow()
  })

  it('answer what was promised, and get what was proven, or do not compile', () => {
    // @ts-expect-error a size is a number
    const wrong: Cups['GET /api/cups/:id'] = async ({ params }) => ({ id: params.id, size: 'big' })
    // @ts-expect-error an answer is an object with a size
    const less: Cups['GET /api/cups/:id'] = async ({ params }) => ({ id: params.id })
    // @ts-expect-error the public is nobody
    const nobody: Cups['GET /api/cups'] = async ({ principal }) => [{ id: principal.residentId, size: 1 }]
    // @ts-expect-error the route has no body
    const bodiless: Cups['GET /api/cups'] = async ({ body }) => [{ id: body.id, size: 1 }]
    // @ts-expect-error a resident has no login
    const resident: Cups['GET /api/cups/:id'] = async ({ principal }) => ({ id: principal.login, size: 1 })
    expect([wrong, less, nobody, bodiless, resident]).toHaveLength(5)
  })
})

describe('routes', () => {
  it('that contradict themselves do not compile', () => {
    const wrong = {
      // @ts-expect-error staff routes name a permission, or null
      a: { audience: 'staff', summary: 's', status: 204 },
      // @ts-expect-error a channel's body is bytes
      b: { audience: 'channel', summary: 's', body: Cup, status: 204 },
      // @ts-expect-error nothing is answered with 204
      c: { audience: 'public', summary: 's', answer: Cup, status: 204 },
      // @ts-expect-error the public has no principal to count
      d: { audience: 'public', summary: 's', status: 204, rateLimit: { most: 1, perMs: 1, by: 'principal' } },
      // @ts-expect-error no such permission
      e: { audience: 'staff', permission: 'everything', summary: 's', status: 204 },
    } satisfies Contract
    expect(Object.keys(wrong)).toHaveLength(5)
  })

  it.each([
    ['GET/api/x', {}, 'not a method and a path'],
    ['FETCH /api/x', {}, 'not a method and a path'],
    ['GET /api/:id', {}, 'its params are not those of its path'],
    ['GET /api/x', { params: z.object({ id: z.ulid() }) }, 'its params are not those of its path'],
  ])('%s %j is refused at start', (key, more, message) => {
    const odd: Contract = { [key]: { audience: 'public', summary: 's', status: 204, ...more } }
    const handlers = { [key]: async () => undefined } as Handlers<Contract, null>
    expect(() => implement(odd, handlers, inventedAuthenticate, null, guards)).toThrow(message)
  })
})

describe('the client', () => {
  const sent: unknown[] = []
  const call = client<typeof contract, { patience: number }>(async (request, options) => {
    sent.push([request, options])
    return undefined
  })

  it('sends what a route takes, and does not compile with anything else', async () => {
    await call('GET /api/cups/:id', { params: { id: 'a/b ?' } }, { patience: 3 })
    await call('GET /api/cups')
    await call('GET /api/cups', { query: { most: 4 } })
    await call('GET /api/cups', { query: {} })
    await call('POST /api/cups', { body: { id: 'x', size: 1 } })
    expect(sent).toEqual([
      [{ method: 'GET', path: '/api/cups/a%2Fb%20%3F' }, { patience: 3 }],
      [{ method: 'GET', path: '/api/cups' }, undefined],
      [{ method: 'GET', path: '/api/cups?most=4' }, undefined],
      [{ method: 'GET', path: '/api/cups' }, undefined],
      [{ method: 'POST', path: '/api/cups', body: { id: 'x', size: 1 } }, undefined],
    ])
    // @ts-expect-error its id is missing
    await expect(call('GET /api/cups/:id')).rejects.toThrow('GET /api/cups/:id: no id')
    // @ts-expect-error no such route
    void call('GET /api/plates')
    // @ts-expect-error most is a number, or its text
    void call('GET /api/cups', { query: { most: true } })
    // @ts-expect-error the route takes no body
    void call('GET /api/cups', { body: {} })
  })

  it('types what comes back', () => {
    type Answers = Awaited<ReturnType<typeof call<'GET /api/cups'>>>
    const sizes = (cups: Answers): number[] => cups.map((cup) => cup.size)
    expect(sizes([{ id: '', size: 2 }])).toEqual([2])
    const bytes = client<{ 'GET /f': { audience: 'public'; summary: ''; answer: Raw } }>(async () => new Uint8Array(1))
    const length = async (): Promise<number> => (await bytes('GET /f')).length
    return expect(length()).resolves.toBe(1)
  })
})
