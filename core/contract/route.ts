import type { z } from 'zod'
import type { Permission } from './permissions.ts'

/**
 * Who a route is for. The gateway proves it before a handler runs: a resident by an access token, staff by a session in a
 * cookie or as a token, a partner by a signed request, a channel by its signature over the bytes of the body.
 */
export type Audience = 'public' | 'resident' | 'staff' | 'partner' | 'channel'

/** Bytes instead of JSON: a signed webhook's body, a photo, a PDF's answer. */
export interface Raw {
  readonly raw: string
}
export const raw = (mediaType: string): Raw => ({ raw: mediaType })

/** At most `most` requests in `perMs`, counted over all processes, by whoever is proven or by the network address. */
export interface RateLimit {
  most: number
  perMs: number
  by: 'address' | 'principal'
}

interface Operation {
  /** One line, English, for the documentation. */
  summary: string
  description?: string
  /** The chapter of the documentation; unless told, the first segment behind the audience's. */
  tag?: string
  /** One field for every `:name` of the path. */
  params?: z.ZodObject
  /** Its fields get text: see `query.ts` for numbers, flags and lists. */
  query?: z.ZodObject
  body?: z.ZodType | Raw
  /** The most bytes of a body; 256 KiB unless told. */
  bodyLimit?: number
  /** Codes of the refusals that a client should expect, beside those of every route. */
  refusals?: readonly string[]
  /** Sending it again with the same id in it changes nothing and answers the same. */
  idempotent?: boolean
}

type Answering =
  | { answer: z.ZodType | Raw; /** Of a good answer; 200 unless told. */ status?: 200 | 201 | 202 }
  | { answer?: undefined; status: 204 }

type Admission =
  | { audience: 'public'; rateLimit?: RateLimit & { by: 'address' } }
  /** `permission` is what a member of staff must hold somewhere; null lets every one of them in. */
  | { audience: 'staff'; permission: Permission | null; rateLimit?: RateLimit }
  | { audience: 'resident' | 'partner'; rateLimit?: RateLimit }
  | { audience: 'channel'; body: Raw; rateLimit?: RateLimit }

/** One operation of the HTTP interface, as data: who may call it, what it takes and answers, which refusals to expect. */
export type Route = Operation & Answering & Admission

/** Keyed by method and path: `'POST /api/resident/payments'`; a path's variables are written `:name`. */
export type Contract = Readonly<Record<string, Route>>

type Flat<T> = { [K in keyof T]: T[K] }
type Values<S> = S extends z.ZodType ? z.input<S> : Uint8Array
/** In a query a client may give what the schema takes (text) or what it makes of it (a number): both are sent as text. */
type QueryValues<I, O> = { [K in keyof I]: I[K] | (K extends keyof O ? O[K] : never) }
type Sent<R extends Route, Part extends 'params' | 'query' | 'body'> = Part extends 'query'
  ? R['query'] extends z.ZodObject
    ? QueryValues<z.input<R['query']>, z.output<R['query']>>
    : never
  : Values<R[Part]>

/** The parts that a route takes. */
type PartsOf<R extends Route> = {
  [Part in 'params' | 'query' | 'body']: R[Part] extends z.ZodType | Raw ? Part : never
}['params' | 'query' | 'body']
/** Those of them that may be left out, because nothing in them must be given. */
type OptionalOf<R extends Route> = {
  [Part in PartsOf<R>]: Record<never, never> extends Sent<R, Part> ? Part : never
}[PartsOf<R>]

/** What a client sends to a route: just the parts that the route takes. */
export type RequestOf<R extends Route> = Flat<
  { [Part in Exclude<PartsOf<R>, OptionalOf<R>>]: Sent<R, Part> } & { [Part in OptionalOf<R>]?: Sent<R, Part> }
>

/** What a client gets: the answer's JSON, its bytes, or nothing. */
export type AnswerOf<R extends Route> = R['answer'] extends z.ZodType
  ? z.output<R['answer']>
  : R['answer'] extends Raw
    ? Uint8Array
    : undefined
