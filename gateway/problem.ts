import { STATUS_CODES } from 'node:http'
import { DomainError, type Kind } from '#core/kernel/domainError.ts'
import { type Issue, Refused } from './refused.ts'

/** RFC 9457 problem details, as every refusal of the hub is written. */
export interface Problem {
  /** `urn:water-hub:` and the code. */
  type: string
  title: string
  status: number
  /** Stable; programs act on it. */
  code: string
  /** A Chinese sentence for whoever asked. */
  detail: string
  requestId: string
  issues?: readonly Issue[]
  data?: Readonly<Record<string, unknown>>
}

export interface ProblemAnswer {
  problem: Problem
  headers: Readonly<Record<string, string>>
  /** Nobody foresaw it: it has to be logged with its stack. */
  unforeseen: boolean
}

export const problemMediaType = 'application/problem+json'

export const statusOfKind: Readonly<Record<Kind, number>> = {
  notFound: 404,
  conflict: 409,
  forbidden: 403,
  unauthenticated: 401,
  invalid: 422,
  tooMany: 429,
  unavailable: 503,
}

/** The database is away, was restarted, or has no connection left: trying again helps, so it is no fault of the hub's. */
const databaseAway = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'POOL_CLOSED',
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_CON_COUNT_ERROR',
  'ER_USER_LIMIT_REACHED',
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
])

/** Seconds after which trying again is worth it, where whoever refuses does not know better. */
const unavailableSeconds = 5

/** What anything thrown looks like from outside: only what a refusal says of itself. */
export function problemOf(error: unknown, requestId: string): ProblemAnswer {
  const made = (status: number, code: string, detail: string, more: Partial<Problem> = {}): Problem => ({
    type: `urn:water-hub:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail,
    requestId,
    ...more,
  })
  if (error instanceof Refused) {
    const { headers = {}, ...more } = error.more
    return { problem: made(error.status, error.code, error.sentence, more), headers, unforeseen: false }
  }
  if (error instanceof DomainError) {
    const status = statusOfKind[error.kind]
    const more = Object.keys(error.data).length === 0 ? {} : { data: error.data }
    return { problem: made(status, error.code, error.sentence, more), headers: retryAfter(error), unforeseen: false }
  }
  if (isDatabaseAway(error)) {
    const problem = made(503, 'request.unavailable', '系统暂时不可用，请稍后再试')
    return { problem, headers: { 'Retry-After': String(unavailableSeconds) }, unforeseen: true }
  }
  return { problem: made(500, 'request.failed', '系统内部错误，请稍后再试'), headers: {}, unforeseen: true }
}

function retryAfter({ kind, data }: DomainError): Record<string, string> {
  const seconds = data['retryAfterSeconds']
  if (kind !== 'tooMany' && kind !== 'unavailable') return {}
  if (typeof seconds === 'number') return { 'Retry-After': String(Math.max(1, Math.ceil(seconds))) }
  return kind === 'unavailable' ? { 'Retry-After': String(unavailableSeconds) } : {}
}

const isDatabaseAway = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && databaseAway.has(error.code)
