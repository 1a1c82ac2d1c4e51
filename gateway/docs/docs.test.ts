import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { inventedContract, type InventedGateway, startInventedGateway } from '#test/inventedGateway.ts'
import { createOpenApi, type OpenApi } from './openapi.ts'

const info = { title: 'Invented', version: '1' }

/** Every `$ref` of a document. */
function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => (key === '$ref' ? [String(item)] : refsIn(item)))
}
const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], value)

describe('the OpenAPI document', () => {
  const document = createOpenApi(inventedContract, info)

  it('holds every route, and nothing that leads nowhere', () => {
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(operations.toSorted()).toEqual(Object.keys(inventedContract).toSorted())
    const refs = new Set(refsIn(document))
    expect(refs).toContain('#/components/schemas/Basket')
    for (const ref of refs)
      expect(document.components.schemas, ref).toHaveProperty(ref.replace('#/components/schemas/', ''))
    const ids = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map((operation) => at(operation, 'operationId')),
    )
    expect(new Set(ids).size).toBe(Object.keys(inventedContract).length)
  })

  it('describes what a route takes, answers, refuses and needs', () => {
    const fill = document.paths['/api/resident/baskets/{id}']?.['post']
    expect(fill).toMatchObject({
      tags: ['resident · baskets'],
      summary: 'Fill a basket',
      description: expect.stringContaining('Idempotent'),
      security: [{ resident: [] }],
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'ulid' } },
        { name: 'dry', in: 'query', required: false, schema: { type: 'boolean' } },
      ],
      responses: { default: { description: 'Refusals: `basket.full`' } },
    })
    const lines = at(fill, 'requestBody', 'content', 'application/json', 'schema', 'properties', 'lines')
    expect(lines).toEqual({ type: 'array', minItems: 1, items: { $ref: '#/components/schemas/Line' } })
    expect(at(fill, 'responses', 201, 'content', 'application/json', 'schema')).toEqual({
      $ref: '#/components/schemas/Basket',
    })
    for (const status of [400, 401, 413, 415, 422, 'default'])
      expect(at(fill, 'responses', status, 'content', 'application/problem+json', 'schema'), String(status)).toEqual({
        $ref: '#/components/schemas/Problem',
      })
    expect(document.paths['/api/staff/payments']?.['post']).toMatchObject({
      'x-permission': 'payment.book',
      security: [{ staff: [] }],
      responses: { 204: { description: 'Done' } },
    })
    expect(document.paths['/api/public/ping']?.['get']).toMatchObject({ security: [] })
    const most = at(document.paths['/api/public/search'], 'get', 'parameters', 0)
    expect(most).toEqual({
      name: 'most',
      in: 'query',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 50 },
    })
    expect(at(document.paths['/api/public/file/{kind}'], 'get', 'responses', 200, 'content')).toHaveProperty([
      'application/pdf',
    ])
  })

  it('tells apart what is sent and what is answered where a schema differs in them, also in what refers to itself', () => {
    const Node = z
      .object({
        note: z.string().default('-'),
        get kids() {
          return z.array(Node)
        },
      })
      .meta({ id: 'Node' })
    const route = { audience: 'public', summary: 's', body: Node, answer: Node } as const
    const { components } = createOpenApi({ 'POST /api/a/b': route, 'PUT /api/a/b': route }, info)
    expect(Object.keys(components.schemas)).toEqual(['Issue', 'Node', 'NodeInput', 'Problem'].toSorted())
    const required = Object.fromEntries(
      ['Node', 'NodeInput'].map((name) => [name, components.schemas[name]?.['required']]),
    )
    expect(Object.values(required)).toEqual(expect.arrayContaining([['kids'], ['note', 'kids']]))
    for (const name of ['Node', 'NodeInput'])
      expect(at(components.schemas[name], 'properties', 'kids', 'items')).toEqual({
        $ref: `#/components/schemas/${name}`,
      })
  })
})

describe('the documentation page', () => {
  let gateway: InventedGateway
  beforeAll(async () => {
    gateway = await startInventedGateway()
  })
  afterAll(() => gateway.server.close())
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${gateway.base}${path}`, { headers })

  it('loads nothing but what the hub serves, by a script with a nonce', async () => {
    const answer = await get('/docs')
    const html = await answer.text()
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '')
    expect(loaded).toContain('/docs/assets/swagger-ui-bundle.js')
    for (const address of loaded) expect((await get(address)).status, address).toBe(200)
    expect(html).not.toMatch(/https?:\/\//)
    const nonces = [...html.matchAll(/nonce="([^"]+)"/g)].map(([, nonce]) => nonce)
    expect(nonces).toHaveLength(1)
    expect(policy).toContain(`'nonce-${nonces[0]}'`)
    expect(await (await get('/docs')).text()).not.toBe(html)
    expect(html).not.toMatch(/\son\w+=|style=/)
    expect(/url\(["']?https?:|@import/.test(await (await get('/docs/assets/swagger-ui.css')).text())).toBe(false)
  })

  it('serves the document it was made from', async () => {
    const served = (await (await get('/openapi.json')).json()) as OpenApi
    expect(served).toEqual(JSON.parse(JSON.stringify(createOpenApi(inventedContract, info))))
  })

  it('sends a file once, and then says that it is the same', async () => {
    const path = '/docs/assets/swagger-ui.css'
    const first = await get(path)
    expect([first.status, first.headers.get('content-type'), first.headers.get('content-encoding')]).toEqual([
      200,
      'text/css; charset=utf-8',
      'gzip',
    ])
    const again = await get(path, { 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' })
    expect([again.status, (await again.text()).length]).toEqual([304, 0])
    const plain = await get(path, { 'accept-encoding': 'identity' })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect((await plain.text()) === (await first.text())).toBe(true)
  })

  it.each([
    '../package.json',
    '%2e%2e/package.json',
    'package.json',
    'index.html',
    'swagger-ui.css/',
    'constructor',
    '',
    '..%2f..%2fkoa/package.json',
  ])('serves no other file: %j', async (name) => {
    expect((await get(`/docs/assets/${name}`)).status).toBe(404)
  })
})
