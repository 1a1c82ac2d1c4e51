import type { IncomingHttpHeaders } from 'node:http'
import type { z } from 'zod'
import type { Audience, Contract, Raw, Route } from '#core/contract/route.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Logger } from '#core/kernel/logger.ts'
import type { FileAnswer } from './answer.ts'
import type { HubContext } from './exchange.ts'
import type { Principals } from './principals.ts'

type Checked<S> = S extends z.ZodType ? z.output<S> : S extends Raw ? Buffer : undefined

/** What a handler gets: whoever calls, proven, and what they sent, checked. */
export interface HandlerRequest<R extends Route> {
  principal: Principals[R['audience']]
  /** The principal as audit trails know it, with the request's id. */
  actor: Actor
  params: Checked<R['params']>
  query: Checked<R['query']>
  body: Checked<R['body']>
  requestId: string
  address: string
  log: Logger
  headers: IncomingHttpHeaders
  /** For what is no part of the answer's content: `Set-Cookie`, `Location`. */
  setHeader(name: string, value: string | readonly string[]): void
}

type Given<R extends Route> = R['answer'] extends z.ZodType
  ? z.input<R['answer']>
  : R['answer'] extends Raw
    ? Uint8Array | FileAnswer
    : void

export type Handler<R extends Route, Deps> = (request: HandlerRequest<R>, deps: Deps) => Promise<Given<R>>

/** One handler for every route of the contract: leaving one out, or adding one that is not there, is a type error. */
export type Handlers<C extends Contract, Deps> = { [Key in keyof C & string]: Handler<C[Key], Deps> }

/** For handlers gathered from several rooms, where TypeScript lets what is too much pass. */
export type Exactly<C extends Contract, H> = { [Key in Exclude<keyof H, keyof C>]: never }

/**
 * Proves who calls, from headers and the bytes of the body.
 * @throws DomainError `unauthenticated`, or Refused 401, when it is not proven
 */
export type Authenticate = {
  [A in Exclude<Audience, 'public'>]: (ctx: HubContext, body: Buffer) => Promise<Principals[A]>
}
