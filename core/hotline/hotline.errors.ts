import { DomainError } from '#core/kernel/domainError.ts'

export const hotlineChangedMeanwhile = (version: number) =>
  new DomainError('conflict', 'hotline.changedMeanwhile', '热线设置刚刚被别人修改过，请刷新后再改', { version })
export const untilPast = () => new DomainError('invalid', 'hotline.untilPast', '截止时间须晚于现在')
export const blockedUnknown = () => new DomainError('notFound', 'hotline.blockedUnknown', '黑名单里没有这个号码')
