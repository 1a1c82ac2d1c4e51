import { DomainError } from '#core/kernel/domainError.ts'

/** A notice that is not the vendor's, or is too old. Vendors send such on purpose; it is refused without ado. */
export const channelSignatureInvalid = () =>
  new DomainError('unauthenticated', 'channel.signatureInvalid', '通知签名无效。')

/** A notice that is the vendor's and makes no sense all the same. */
export const channelNoticeUnreadable = () =>
  new DomainError('invalid', 'channel.noticeUnreadable', '通知内容无法识别。')
