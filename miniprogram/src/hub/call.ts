import type { Outgoing } from '@contract/client.ts'
import type { Call } from './contract.ts'

type Scalar = string | number | boolean
interface Parts {
  params?: Readonly<Record<string, Scalar>>
  query?: Readonly<Record<string, Scalar | readonly Scalar[] | null | undefined>>
  body?: unknown
}

/** Sends one request and resolves to what came back: JSON, bytes, or undefined. */
export type Send = (request: Outgoing) => Promise<unknown>

/** The contract's client over `send`. Only types of the contract are in the package, so that no schema is. */
export function createCall<Typed = Call>(send: Send): Typed {
  const call = (key: string, parts: Parts = {}) => {
    const outgoing = { method: key.slice(0, key.indexOf(' ')), path: addressOf(key, parts) }
    return send(parts.body === undefined ? outgoing : { ...outgoing, body: parts.body })
  }
  return call as Typed
}

/** @throws Error when a variable of the path is missing: the request would go elsewhere. */
export function addressOf(key: string, { params = {}, query = {} }: Omit<Parts, 'body'> = {}): string {
  const path = key.slice(key.indexOf(' ') + 1).replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined || value === '') throw new Error(`${key}: no ${name}`)
    return encodeURIComponent(value)
  })
  const pairs: string[] = []
  for (const [name, given] of Object.entries(query)) {
    const values = Array.isArray(given) ? (given as readonly Scalar[]) : [given as Scalar | null | undefined]
    for (const value of values) {
      if (value !== undefined && value !== null) pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    }
  }
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
}
