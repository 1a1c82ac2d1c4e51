import type { AnswerOf, Contract, RequestOf } from './route.ts'

/** A request on its way: `path` holds the query; `body` is bytes as they are, or a value to be sent as JSON. */
export interface Outgoing {
  method: string
  path: string
  body?: unknown
}

/**
 * Sends one HTTP request: fetch in a browser or Node, `Taro.request` in a mini-program. Resolves to the parsed JSON, to
 * a `Uint8Array` where the answer is bytes, to undefined for 204; rejects on a refusal. `options` is what a caller hands
 * through, such as an `AbortSignal`.
 */
export type Send<Options = never> = (request: Outgoing, options?: Options) => Promise<unknown>

type Arguments<R, Options> = keyof R extends never
  ? [request?: Record<never, never>, options?: Options]
  : Record<never, never> extends R
    ? [request?: R, options?: Options]
    : [request: R, options?: Options]

type Scalar = string | number | boolean
interface Parts {
  params?: Readonly<Record<string, Scalar>>
  query?: Readonly<Record<string, Scalar | readonly Scalar[] | null | undefined>>
  body?: unknown
}

/**
 * `call('POST /api/resident/payments', { body })`, typed by the contract alone, so it needs no schema at run time, and
 * nothing but the language: some mini-programs have no `URLSearchParams`.
 */
export function client<C extends Contract, Options = never>(send: Send<Options>) {
  return async <Key extends keyof C & string>(
    key: Key,
    ...[request, options]: Arguments<RequestOf<C[Key]>, Options>
  ): Promise<AnswerOf<C[Key]>> => {
    const { body, ...rest }: Parts = request ?? {}
    const outgoing = { method: key.slice(0, key.indexOf(' ')), path: addressOf(key, rest) }
    return (await send(body === undefined ? outgoing : { ...outgoing, body }, options)) as AnswerOf<C[Key]>
  }
}

/**
 * The path of a request with its query: for a link, such as a download.
 * @throws Error when a variable of the path is missing: the request would go elsewhere.
 */
export function addressOf(key: string, { params = {}, query = {} }: Omit<Parts, 'body'>): string {
  const path = key.slice(key.indexOf(' ') + 1).replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined || value === '') throw new Error(`${key}: no ${name}`)
    return encodeURIComponent(value)
  })
  const pairs: string[] = []
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? (value as readonly Scalar[]) : [value as Scalar | null | undefined]) {
      if (one !== undefined && one !== null) pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(one)}`)
    }
  }
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
}
