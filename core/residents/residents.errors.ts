import { DomainError } from '#core/kernel/domainError.ts'
import type { IdentityPlatformName } from './identityPlatform.ts'

/** Unknown, used, expired or revoked: which one, a thief need not know. */
export const tokenInvalid = () => new DomainError('unauthenticated', 'resident.tokenInvalid', '登录已失效，请重新登录')

export const residentUnknown = () => new DomainError('notFound', 'resident.unknown', '没有找到该用户')

const names: Readonly<Record<IdentityPlatformName, string>> = { wechat: '微信', alipay: '支付宝' }

export const platformNotOffered = (platform: IdentityPlatformName) =>
  new DomainError('forbidden', 'resident.platformNotOffered', `${names[platform]}登录还没有开通`, { platform })

/** Unknown, of another app, or too old. */
export const codeInvalid = () => new DomainError('invalid', 'resident.codeInvalid', '登录凭证无效，请重新登录')

/** It has served. Whose answer was lost asks the platform for another. */
export const codeUsed = () => new DomainError('invalid', 'resident.codeUsed', '登录凭证已用过，请重新登录')

/** The platform's own judgement of this person. */
export const platformBlocked = (platform: IdentityPlatformName) =>
  new DomainError('forbidden', 'resident.platformBlocked', `${names[platform]}认为这个账号有风险，暂时不能登录`)

/** It could not be reached, refused for the moment, or answered what cannot be trusted; `reason` is for logs. */
export const platformBusy = (platform: IdentityPlatformName, reason: string) =>
  new DomainError('unavailable', 'resident.platformBusy', `${names[platform]}暂时没有答复，请稍后再登录`, {
    retryAfterSeconds: 10,
    reason,
  })
