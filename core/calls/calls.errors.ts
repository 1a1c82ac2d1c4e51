import { DomainError } from '#core/kernel/domainError.ts'

export const callUnknown = (callId: string) => new DomainError('notFound', 'calls.unknown', '没有这通电话', { callId })
export const callNotYours = () => new DomainError('forbidden', 'calls.notYours', '这通电话不由您处理')
export const exchangeUnavailable = () =>
  new DomainError('unavailable', 'calls.exchangeUnavailable', '电话系统暂不可用，请稍后再试')
export const numberRefused = (reason: 'malformed' | 'foreign' | 'premium' | 'short') =>
  new DomainError('invalid', 'calls.numberRefused', refusedBecause[reason], { reason })
export const aboutUnknown = () => new DomainError('notFound', 'calls.aboutUnknown', '没有找到所回复的来电或留言')
export const periodTooLong = (mostDays: number) =>
  new DomainError('invalid', 'calls.periodTooLong', `起止日期须先后有序，最长 ${mostDays} 天`, { mostDays })

const refusedBecause = {
  malformed: '号码有误',
  foreign: '不可拨打境外号码',
  premium: '不可拨打收费服务号码',
  short: '不可拨打短号码',
} as const
