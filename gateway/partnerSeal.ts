import type { KeyObject } from 'node:crypto'
import { signAnswer } from '#core/partners/signature.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { HubContext } from './exchange.ts'

/**
 * Signs what the hub answers to partners, refusals included, so that they can prove it: RSA-SHA256 over status,
 * timestamp, the request's nonce and the body. `X-Hub-Signature` and `X-Hub-Timestamp` carry it.
 */
export function createPartnerSeal(key: KeyObject, clock: Clock): (ctx: HubContext) => void {
  return (ctx) => {
    if (ctx.state.audience !== 'partner') return
    const body = bytesOf(ctx.body)
    const nonce = ctx.req.headers['x-nonce']
    if (!body || typeof nonce !== 'string') return
    const timestamp = String(Math.floor(clock() / 1000))
    ctx.res.setHeader('X-Hub-Timestamp', timestamp)
    ctx.res.setHeader('X-Hub-Signature', signAnswer(key, { status: ctx.status, timestamp, nonce, body }))
  }
}

function bytesOf(body: unknown): Buffer | null {
  if (body === undefined || body === null) return Buffer.alloc(0)
  if (typeof body === 'string') return Buffer.from(body)
  return Buffer.isBuffer(body) ? body : null
}
