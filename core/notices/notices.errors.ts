import { DomainError } from '#core/kernel/domainError.ts'

/** The operator of the text messages could not be reached, or refused; `reason` is for logs. */
export const smsUnavailable = (reason: string) =>
  new DomainError('unavailable', 'sms.unavailable', '短信暂时发不出去，请稍后再试。', { reason })
export const noticeUnknown = () => new DomainError('notFound', 'notice.unknown', '没有找到这条通知')
