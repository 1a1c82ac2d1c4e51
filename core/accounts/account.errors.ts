import { DomainError } from '#core/kernel/domainError.ts'

export const accountUnknown = () => new DomainError('notFound', 'account.unknown', '没有找到这个户号，请核对后再试')
export const accountNumberTaken = (number: string) =>
  new DomainError('conflict', 'account.numberTaken', '这个户号已经存在', { number })
/** Who looks after the account and who reads its meter would not be of one branch. */
export const accountRouteElsewhere = () =>
  new DomainError('invalid', 'account.routeElsewhere', '这个表册不属于所选部门，请重新选择')
export const bindingProofWrong = (triesLeft: number) =>
  new DomainError('invalid', 'binding.proofWrong', '核对没有通过，请检查填写的内容', { triesLeft })
export const bindingTooManyTries = (retryAfterSeconds: number) =>
  new DomainError('tooMany', 'binding.tooManyTries', '核对失败次数过多，请明天再试或拨打 966566', { retryAfterSeconds })
export const bindingCodeTooSoon = (retryAfterSeconds: number) =>
  new DomainError('tooMany', 'binding.codeTooSoon', '验证码已发送，请稍后再获取', { retryAfterSeconds })
export const bindingNoPhone = () =>
  new DomainError('conflict', 'binding.noPhone', '这个户号没有登记手机号，请用户名和水表号绑定')
export const bindingUnknown = () => new DomainError('notFound', 'binding.unknown', '没有绑定这个户号')
