import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import type { Audience, Contract, Raw, Route } from '#core/contract/route.ts'
import { problemMediaType } from '../problem.ts'
import { type Components, createComponents, type JsonSchema } from './components.ts'

export interface DocsInfo {
  title: string
  version: string
  description?: string
}

/** An OpenAPI 3.1 document; loosely typed, as only readers of JSON look into it. */
export interface OpenApi {
  openapi: '3.1.0'
  info: DocsInfo
  tags: readonly { name: string }[]
  paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  components: { schemas: Readonly<Record<string, JsonSchema>>; securitySchemes: Readonly<Record<string, unknown>> }
}

const IssueSchema = z
  .object({
    in: z.enum(['path', 'query', 'body']),
    path: z.string().describe('Where in that part, `lines.0.amount`; empty for all of it'),
    message: z.string().describe('Chinese'),
  })
  .meta({ id: 'Issue' })

const ProblemSchema = z
  .object({
    type: z.string().describe('urn:water-hub: and the code'),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable: programs act on it'),
    detail: z.string().describe('A Chinese sentence for people'),
    requestId: z.string().describe('To be named when asking for help'),
    issues: z.array(IssueSchema).optional().describe('Everything wrong with the request, for 422'),
    data: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' })

const securitySchemes = {
  resident: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The access token of a resident' },
  staff: {
    type: 'apiKey',
    in: 'cookie',
    name: 'hub_staff',
    description: 'The session of a member of staff; mini-programs send it as `Authorization: Bearer …`',
  },
  partner: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Signature',
    description: 'Over the request, with the partner’s key, beside X-Partner-Code, X-Timestamp and X-Nonce',
  },
  channel: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Channel-Signature',
    description: 'The signature of the payment channel over the bytes of the body, in the form the channel prescribes',
  },
}
export type SecuritySchemes = Readonly<Record<Exclude<Audience, 'public'>, unknown>>

/** The contract as OpenAPI. `schemes` replaces how an audience proves itself, where the adapters know better. */
export function createOpenApi(contract: Contract, info: DocsInfo, schemes: Partial<SecuritySchemes> = {}): OpenApi {
  const components = createComponents()
  const problem = components.of(ProblemSchema, 'output')
  // Before all requests: where the two differ, what is answered keeps the name.
  for (const { answer } of Object.values(contract)) if (answer instanceof z.ZodType) components.of(answer, 'output')
  const paths: Record<string, Record<string, unknown>> = {}
  const tags = new Set<string>()
  for (const [key, route] of Object.entries(contract)) {
    const [method = '', path = ''] = key.split(' ')
    const tag = route.tag ?? tagOf(route.audience, path)
    tags.add(tag)
    const item = (paths[path.replace(/:(\w+)/g, '{$1}')] ??= {})
    item[method.toLowerCase()] = operation(key, tag, route, components, problem)
  }
  return {
    openapi: '3.1.0',
    info,
    tags: [...tags].map((name) => ({ name })),
    paths,
    components: { schemas: components.all(), securitySchemes: { ...securitySchemes, ...schemes } },
  }
}

/** Whom it is for and what it is about: `resident · payments`. The version of an interface is no subject. */
function tagOf(audience: Audience, path: string): string {
  const [noun] = path.split('/').filter((part) => !['', 'api', audience, `${audience}s`, 'v1'].includes(part))
  return noun === undefined || noun.startsWith(':') ? audience : `${audience} · ${noun}`
}

function operation(key: string, tag: string, route: Route, components: Components, problem: JsonSchema) {
  const { audience, summary, params, query, body } = route
  return {
    operationId: operationId(key),
    tags: [tag],
    summary,
    description: descriptionOf(route),
    security: audience === 'public' ? [] : [{ [audience]: [] }],
    parameters: [...parameters('path', params, components), ...parameters('query', query, components)],
    ...(body && { requestBody: { required: true, content: content(body, 'input', components) } }),
    responses: { ...goodAnswer(route, components), ...refusals(route, problem) },
    'x-audience': audience,
    ...(route.audience === 'staff' && { 'x-permission': route.permission }),
    ...(route.idempotent && { 'x-idempotent': true }),
  }
}

/** `GET /api/bills/:id` → `getApiBillsById`. */
const operationId = (key: string) =>
  key
    .replace(/:/g, 'by-')
    .split(/\W+/)
    .map((word, index) => (index === 0 ? word.toLowerCase() : word.slice(0, 1).toUpperCase() + word.slice(1)))
    .join('')

function descriptionOf(route: Route): string {
  const { description, rateLimit, idempotent } = route
  const lines = [description]
  if (route.audience === 'staff')
    lines.push(route.permission ? `Permission: \`${route.permission}\`.` : 'Any member of staff.')
  if (idempotent) lines.push('Idempotent: sending it again answers the same and changes nothing.')
  if (rateLimit) lines.push(`At most ${rateLimit.most} in ${rateLimit.perMs / 1000} s by ${rateLimit.by}.`)
  return lines.filter((line) => line !== undefined).join('\n\n')
}

function parameters(where: 'path' | 'query', schema: z.ZodObject | undefined, components: Components) {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || !z.safeParse(field, undefined).success,
    schema: components.of(field, 'input'),
  }))
}

function content(what: z.ZodType | Raw, io: 'input' | 'output', components: Components) {
  if (what instanceof z.ZodType) return { 'application/json': { schema: components.of(what, io) } }
  return { [what.raw]: { schema: { type: 'string', format: 'binary' } } }
}

function goodAnswer(route: Route, components: Components) {
  if (route.answer === undefined) return { 204: { description: 'Done' } }
  const { status = 200, answer } = route
  return { [status]: { description: STATUS_CODES[status] ?? '', content: content(answer, 'output', components) } }
}

/** Everything but the answer: what the gateway refuses by itself, and with `default` what the route's business does. */
function refusals({ audience, params, query, body, rateLimit, refusals: codes = [] }: Route, schema: JsonSchema) {
  const answer = (description: string) => ({ description, content: { [problemMediaType]: { schema } } })
  const json = body instanceof z.ZodType
  return {
    ...(json && { 400: answer('Not JSON: `request.malformedJson`') }),
    ...(audience !== 'public' && { 401: answer('Nobody the route is for') }),
    ...(audience === 'staff' && { 403: answer('`staff.forbidden`, `request.crossSite`') }),
    ...(body && { 413: answer('`request.bodyTooLarge`') }),
    ...(json && { 415: answer('`request.wrongMediaType`') }),
    ...((params || query || json) && { 422: answer('`request.invalid`, with every fault in `issues`') }),
    ...(rateLimit && { 429: answer('`request.tooMany`, with `Retry-After`') }),
    default: answer(
      codes.length === 0 ? 'Any other refusal' : `Refusals: ${codes.map((code) => `\`${code}\``).join(', ')}`,
    ),
  }
}
