import { parse as parseQuery } from 'node:querystring'
import { z } from 'zod'
import type { Contract, RateLimit, Route } from '#core/contract/route.ts'
import { requirePermission } from '#core/staff/principal.ts'
import { answerer } from './answer.ts'
import { defaultBodyLimit, discardBody, noBody, parseJson, readBody } from './body.ts'
import { collect } from './check.ts'
import { limitedNetwork } from './clientAddress.ts'
import type { HubContext, HubMiddleware } from './exchange.ts'
import type { Authenticate, Exactly, Handler, HandlerRequest, Handlers } from './handlers.ts'
import { createMatcher } from './match.ts'
import type { OriginCheck } from './origin.ts'
import { actorOf, type Principal, type Principals } from './principals.ts'
import type { Limit } from './rateLimit.ts'
import { crossSite, invalidRequest, type Issue, methodUnknown, wrongMediaType } from './refused.ts'
import { replyNothing } from './reply.ts'
import { carriesToken } from './staffCookie.ts'

export interface Guards {
  limit: Limit
  originOf: OriginCheck
}

type Serve = (ctx: HubContext, params: Readonly<Record<string, string>>) => Promise<void>

/**
 * The contract as one middleware: finds the route, admits, checks, calls the handler, checks and writes the answer.
 * Paths that the contract does not know go on to the next.
 * @throws Error when contract and handlers disagree, or a route contradicts itself: at start, not at a request.
 */
export function implement<C extends Contract, Deps, H extends Handlers<C, Deps>>(
  contract: C,
  handlers: H & Exactly<C, H>,
  authenticate: Authenticate,
  deps: Deps,
  guards: Guards,
): HubMiddleware {
  for (const key of Object.keys(handlers)) if (!(key in contract)) throw new Error(`no route for the handler of ${key}`)
  const matcher = createMatcher(
    Object.entries(contract).map(([key, route]) => {
      const handle = (handlers as Readonly<Record<string, unknown>>)[key] as Handler<Route, Deps> | undefined
      if (!handle) throw new Error(`no handler for ${key}`)
      return [key, { key, serve: server(key, route, handle, authenticate, deps, guards) }] as const
    }),
  )
  return async (ctx, next) => {
    const found = matcher.find(ctx.method, ctx.path)
    if (!found) return next()
    if (found.value) {
      ctx.state.route = found.value.key
      return found.value.serve(ctx, found.params)
    }
    if (ctx.method !== 'OPTIONS') throw methodUnknown(found.allow)
    replyNothing(ctx, ['Allow', found.allow])
  }
}

/** Everything about a route that does not depend on the request is found out here, once. */
function server<Deps>(
  key: string,
  route: Route,
  handle: Handler<Route, Deps>,
  authenticate: Authenticate,
  deps: Deps,
  { limit, originOf }: Guards,
): Serve {
  refuseContradictions(key, route)
  const { audience, rateLimit, bodyLimit = defaultBodyLimit } = route
  const permission = route.audience === 'staff' ? route.permission : null
  const prove = audience === 'public' ? null : authenticate[audience]
  const actor = actorOf[audience] as (principal: Principal, requestId: string) => HandlerRequest<Route>['actor']
  const write = answerer(key, route)
  const read = reader(route)
  // Browsers add a cookie by themselves, whoever asks; the other proofs, and the same session's token, they do not.
  const carriesCookie = audience === 'staff' && !key.startsWith('GET ')
  const byAddress = rateLimit?.by === 'address' ? rateLimit : null
  const byPrincipal = rateLimit?.by === 'principal' ? rateLimit : null

  // Their proof is over the bytes; of everybody else it is known who asks before much is taken from them.
  const signsBody = audience === 'partner' || audience === 'channel'

  async function admit(ctx: HubContext, bytes: Buffer) {
    let principal: Principal = null
    if (prove) {
      if (carriesCookie && !carriesToken(ctx.req.headers) && originOf(ctx.req) === 'foreign') throw crossSite()
      principal = await prove(ctx, bytes)
      if (permission) requirePermission(principal as Principals['staff'], permission)
    }
    const who = actor(principal, ctx.state.requestId)
    if (byPrincipal) await limit(key, byPrincipal, `${who.kind}:${who.id}`)
    return { principal, who }
  }

  async function receive(ctx: HubContext) {
    if (byAddress) await limit(key, byAddress, limitedNetwork(ctx.state.address))
    const take = () => (route.body ? readBody(ctx.req, bodyLimit) : Promise.resolve(noBody))
    if (signsBody) {
      const bytes = await take()
      return { bytes, ...(await admit(ctx, bytes)) }
    }
    const admitted = await admit(ctx, noBody)
    return { bytes: await take(), ...admitted }
  }

  return async (ctx, params) => {
    const exchange = ctx.state
    exchange.audience = audience
    const { bytes, principal, who } = await receive(ctx).catch((error: unknown) => {
      discardBody(ctx.req)
      throw error
    })
    const requestId = exchange.requestId
    const sent = read(ctx, params, bytes)
    const request: HandlerRequest<Route> = {
      principal,
      actor: who,
      params: sent.params,
      query: sent.query,
      body: sent.body,
      requestId,
      address: exchange.address,
      get log() {
        return exchange.log
      },
      headers: ctx.req.headers,
      setHeader: (name, value) => void ctx.res.setHeader(name, value),
    }
    return write(ctx, await handle(request, deps))
  }
}

type Parts = Pick<HandlerRequest<Route>, 'params' | 'query' | 'body'>

/** Checks all parts of a request before it complains of any. */
function reader({ params, query, body }: Route) {
  const json = body instanceof z.ZodType ? body : null
  return (ctx: HubContext, inPath: Readonly<Record<string, string>>, bytes: Buffer): Parts => {
    if (json) requireJson(ctx)
    const value = json && parseJson(bytes)
    const issues: Issue[] = []
    const parts = {
      params: params && collect('path', params, inPath, issues),
      query: query && collect('query', query, { ...parseQuery(ctx.querystring) }, issues),
      body: json ? collect('body', json, value, issues) : body && bytes,
    }
    if (issues.length > 0) throw invalidRequest(issues)
    return parts
  }
}

const jsonType = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i

function requireJson(ctx: HubContext) {
  const { 'content-type': type, 'content-encoding': encoding } = ctx.req.headers
  if (type === undefined || !(type === 'application/json' || jsonType.test(type)) || encoding !== undefined)
    throw wrongMediaType('application/json')
}

function refuseContradictions(key: string, { params, audience, rateLimit }: Route) {
  if (!/^(GET|POST|PUT|PATCH|DELETE) \/\S*$/.test(key)) throw new Error(`not a method and a path: ${key}`)
  const inPath = [...key.matchAll(/:(\w+)/g)].map(([, name = '']) => name).toSorted()
  const checked = Object.keys(params?.shape ?? {}).toSorted()
  if (inPath.join() !== checked.join()) throw new Error(`${key}: its params are not those of its path`)
  const limit: RateLimit | undefined = rateLimit
  if (audience === 'public' && limit?.by === 'principal')
    throw new Error(`${key}: the public has no principal to count`)
}
