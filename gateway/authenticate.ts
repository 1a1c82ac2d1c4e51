import type { KeyObject } from 'node:crypto'
import { DomainError } from '#core/kernel/domainError.ts'
import { proveRequest } from '#core/partners/proveRequest.ts'
import { type AccessKey, accessLifeMs, verifyAccessToken } from '#core/residents/accessToken.ts'
import { authenticateSession } from '#core/staff/authenticateSession.ts'
import { sessionIdleMs } from '#core/staff/session.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import type { Authenticate } from './handlers.ts'
import type { Limit } from './rateLimit.ts'
import { createSandboxProof } from './sandbox/sandboxSignature.ts'
import { channelSignatureInvalid } from './sandbox/sandbox.errors.ts'
import type { AuthenticateSocket } from './sockets/sockets.ts'
import { sessionTokenOf, staffTokenOf } from './staffCookie.ts'

const unauthenticated = () => new DomainError('unauthenticated', 'request.unauthenticated', '请先登录')

interface Deps {
  database: Database
  clock: Clock
  accessKey: AccessKey
  sandboxPublicKey: KeyObject | null
  limit: Limit
}

/** How each audience proves itself over HTTP. */
export function createAuthenticate(deps: Deps): Authenticate {
  const { database, clock, accessKey, sandboxPublicKey, limit } = deps
  const isSignedBySandbox = sandboxPublicKey && createSandboxProof(sandboxPublicKey)
  return {
    async resident(ctx) {
      const header = ctx.req.headers.authorization
      const token = header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : ''
      const principal = token && (await verifyAccessToken(accessKey, token, clock))
      if (!principal) throw unauthenticated()
      return principal
    },
    async staff(ctx) {
      const token = sessionTokenOf(ctx.req.headers)
      const principal = token && (await authenticateSession({ database, clock }, token))
      const meant = ctx.req.headers['staff-id']
      if (!principal || (meant !== undefined && meant !== principal.staffId)) throw unauthenticated()
      return { ...principal, requestId: ctx.state.requestId }
    },
    async partner(ctx, body) {
      const { headers } = ctx.req
      const text = (name: string) => (typeof headers[name] === 'string' ? headers[name] : '')
      const { partnerId, code, ratePerMinute } = await proveRequest(
        { database, clock },
        {
          partnerCode: text('x-partner-code'),
          method: ctx.method,
          path: ctx.req.url ?? '',
          timestamp: text('x-timestamp'),
          nonce: text('x-nonce'),
          signature: text('x-signature'),
          body,
          address: ctx.state.address,
        },
      )
      await limit('partner', { most: ratePerMinute, perMs: 60_000, by: 'principal' }, partnerId)
      return { partnerId, code }
    },
    async channel(ctx, body) {
      if (!isSignedBySandbox?.(ctx.req.headers, body, clock())) {
        throw channelSignatureInvalid()
      }
      return { channel: 'sandbox' }
    },
  }
}

/** The same proofs for the sockets of open pages. */
export function createAuthenticateSocket(deps: Pick<Deps, 'database' | 'clock' | 'accessKey'>): AuthenticateSocket {
  const { database, clock, accessKey } = deps
  return {
    async staff(request) {
      const token = staffTokenOf(request.headers.cookie)
      const principal = token && (await authenticateSession({ database, clock }, token))
      if (!principal) throw unauthenticated()
      // A page that only listens does not keep its session alive: it proves itself again after an idle time.
      return { principal, expiresAt: clock() + sessionIdleMs }
    },
    async resident(token) {
      const principal = await verifyAccessToken(accessKey, token, clock)
      if (!principal) throw unauthenticated()
      return { principal, expiresAt: clock() + accessLifeMs }
    },
  }
}
