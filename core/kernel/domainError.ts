/** What sort of refusal it is. The gateway, and only it, makes an HTTP status of this. */
export type Kind = 'notFound' | 'conflict' | 'forbidden' | 'unauthenticated' | 'invalid' | 'tooMany' | 'unavailable'

/**
 * A refusal that the business knows. `code` is stable and public (`payment.unknown`), `sentence` is Chinese and may be
 * shown to whoever asked, `data` holds what a program needs to act on it, and no secret.
 */
export class DomainError extends Error {
  readonly kind: Kind
  readonly code: string
  readonly sentence: string
  readonly data: Readonly<Record<string, unknown>>

  constructor(kind: Kind, code: string, sentence: string, data: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.name = 'DomainError'
    this.kind = kind
    this.code = code
    this.sentence = sentence
    this.data = data
  }
}

/** Whether something thrown is the refusal with this code. */
export const isRefusal = (error: unknown, code: string): error is DomainError =>
  error instanceof DomainError && error.code === code
