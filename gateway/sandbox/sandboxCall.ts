import type { KeyObject } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '#core/kernel/clock.ts'
import type { DomainError } from '#core/kernel/domainError.ts'
import { authorize, isSignedBySandbox, type Merchant } from './sandboxSignature.ts'

export interface SandboxConnection {
  /** The vendor's base address, without a slash at the end. */
  url: string
  merchant: Merchant
  /** The vendor's. */
  sandboxPublicKey: KeyObject
  /** Signatures carry the time: it must be the real one, as the vendor's is. */
  clock: Clock
  /** For all attempts of a call together, ms. */
  limitMs?: number
}

/** An answer that is proven to be the vendor's: a success or a refusal, never a 5xx. */
export interface SandboxAnswer {
  status: number
  body: unknown
}

export type SandboxCall = (method: 'GET' | 'POST', path: string, content?: unknown) => Promise<SandboxAnswer>

const attempts = 3
const pauseMs = 200

/**
 * Signed calls to the vendor. All that it offers may be repeated without doing anything twice, so a network failure and
 * a 5xx are tried again while the limit lasts; then `unavailable` makes the refusal.
 */
export function createSandboxCall(
  connection: SandboxConnection,
  unavailable: (reason: string) => DomainError,
): SandboxCall {
  const { limitMs = 5_000 } = connection

  return async (method, path, content) => {
    const body = content === undefined ? '' : JSON.stringify(content)
    const signal = AbortSignal.timeout(limitMs)
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await ask(connection, method, path, body, signal)
      if (typeof outcome !== 'string') return outcome
      const worthwhile = outcome !== 'signature' && attempt < attempts && !signal.aborted
      if (!worthwhile) throw unavailable(signal.aborted ? 'timeout' : outcome)
      await sleep(pauseMs * attempt)
    }
  }
}

/** The answer, or in a word why there is none. */
async function ask(
  { url, merchant, sandboxPublicKey, clock }: SandboxConnection,
  method: string,
  path: string,
  body: string,
  signal: AbortSignal,
): Promise<SandboxAnswer | string> {
  const authorization = authorize(merchant, method, path, body, clock())
  const headers = { Authorization: authorization, ...(body && { 'Content-Type': 'application/json' }) }
  try {
    const response = await fetch(`${url}${path}`, { method, headers, ...(body && { body }), redirect: 'error', signal })
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (response.status >= 500) return `status ${response.status}`
    const signed = isSignedBySandbox(sandboxPublicKey, Object.fromEntries(response.headers), bytes, clock())
    if (!signed) return 'signature'
    return { status: response.status, body: JSON.parse(new TextDecoder().decode(bytes)) }
  } catch {
    return 'network'
  }
}
