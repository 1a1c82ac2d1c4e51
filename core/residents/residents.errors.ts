import { DomainError } from '#core/kernel/domainError.ts'

/** Unknown, used, expired or revoked: which one, a thief need not know. */
export const tokenInvalid = () => new DomainError('unauthenticated', 'resident.tokenInvalid', '登录已失效，请重新登录')

export const residentUnknown = () => new DomainError('notFound', 'resident.unknown', '没有找到该用户')
