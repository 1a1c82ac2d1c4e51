import { DomainError } from '#core/kernel/domainError.ts'

/** It could not be reached, or answered what cannot be trusted; `reason` is for logs. */
export const taxPlatformUnavailable = (reason: string) =>
  new DomainError('unavailable', 'taxPlatform.unavailable', '开票平台暂时无法连接，请稍后再试', {
    retryAfterSeconds: 30,
    reason,
  })
