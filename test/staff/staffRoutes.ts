import { z } from 'zod'
import { addressOf } from '#core/contract/client.ts'
import { contract } from '#core/contract/index.ts'
import type { Permission } from '#core/contract/permissions.ts'
import type { Route } from '#core/contract/route.ts'
import { sampleBodies, unknownParams } from '../hub/samples.ts'

export interface StaffRoute {
  key: string
  permission: Permission | null
  route: Route
}

/** With what a session ends: whoever tries every route tries it last. */
const logOut = 'DELETE /api/staff/sessions/current'

/** Every route of the contract for staff: reading ones first, so that they still find what the others change. */
export const staffRoutes: readonly StaffRoute[] = Object.entries<Route>(contract)
  .flatMap(([key, route]) => (route.audience === 'staff' ? [{ key, permission: route.permission, route }] : []))
  .toSorted((one, other) => turnOf(one.key) - turnOf(other.key))

function turnOf(key: string): number {
  if (key.startsWith('GET ')) return 0
  return key === logOut ? 2 : 1
}

/** Texts for the fields of a query that must be there. A route that needs another one fails until it has one here. */
const queryTexts: Readonly<Record<string, string>> = {
  q: '测试区试验路',
  from: '2026-11-01',
  to: '2026-11-24',
  by: 'kind',
}

/** What a request is about: ids for the variables of paths, and what stands in fields of bodies instead of unknown ones. */
export interface About {
  params: Readonly<Record<string, string>>
  fields: Readonly<Record<string, unknown>>
}
export const nothingKnown: About = { params: unknownParams, fields: {} }

export interface Tried {
  status: number
  /** Of a refusal; '' for an answer. */
  code: string
  isProblem: boolean
  text: string
}

/** One request of a member of staff, as well-formed as its route wants it, about these things. */
export async function tryRoute(url: string, cookie: string, { key, route }: StaffRoute, about: About): Promise<Tried> {
  const method = key.slice(0, key.indexOf(' '))
  const body = bodyOf(key, route, about)
  const response = await fetch(`${url}${addressOf(key, { params: about.params, query: queryOf(key, route) })}`, {
    method,
    headers: { Cookie: cookie, Origin: url, ...(body !== undefined && { 'Content-Type': typeOf(route) }) },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  const isProblem = response.headers.get('content-type') === 'application/problem+json'
  const { code = '' } = isProblem ? (JSON.parse(text) as { code?: string }) : {}
  return { status: response.status, code, isProblem, text }
}

const typeOf = ({ body }: Route) => (body instanceof z.ZodType ? 'application/json' : 'application/octet-stream')

function bodyOf(key: string, { body }: Route, { fields }: About): string | undefined {
  if (body === undefined) return undefined
  if (!(body instanceof z.ZodType)) return 'no photo'
  const sample = (sampleBodies as Readonly<Record<string, unknown>>)[key]
  return JSON.stringify(aboutThem(sample, fields))
}

/** A sample with these values wherever a field has their name and is not null. */
function aboutThem(sample: unknown, fields: About['fields']): unknown {
  if (Array.isArray(sample)) return sample.map((one) => aboutThem(one, fields))
  if (typeof sample !== 'object' || sample === null) return sample
  return Object.fromEntries(
    Object.entries(sample).map(([name, value]) => [
      name,
      name in fields && value !== null ? fields[name] : aboutThem(value, fields),
    ]),
  )
}

function queryOf(key: string, { query }: Route): Record<string, string> {
  const wanted = Object.entries(query?.shape ?? {}).filter(
    ([, field]) => !(field as z.ZodType).safeParse(undefined).success,
  )
  return Object.fromEntries(
    wanted.map(([name]) => {
      const text = queryTexts[name]
      if (text === undefined) throw new Error(`${key}: no text for ${name}`)
      return [name, text]
    }),
  )
}

/** Whether a request names a thing of a unit: in its path, or in its body. */
export function namesThings({ key, route }: StaffRoute, about: About): boolean {
  const inPath = [...key.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  if (inPath.length > 0) return inPath.every((name) => about.params[name] !== unknownParams[name])
  return bodyOf(key, route, about) !== bodyOf(key, route, nothingKnown)
}
