import { DomainError } from '#core/kernel/domainError.ts'

/** Also for a partner that nobody knows, or that was disabled: outside they look alike. */
export const signatureInvalid = () => new DomainError('unauthenticated', 'partner.signatureInvalid', '签名验证失败')
/** `now` is the hub's time, epoch seconds, for a partner whose clock is wrong. */
export const requestStale = (now: number) =>
  new DomainError('unauthenticated', 'partner.stale', '请求时间戳超出允许范围', { now, toleranceSeconds: 300 })
export const requestReplayed = () => new DomainError('unauthenticated', 'partner.replayed', '请求重复提交')
export const nonceInvalid = () =>
  new DomainError('unauthenticated', 'partner.nonceInvalid', '随机串须为16至64位字母、数字、下划线或横线')
export const addressRefused = (address: string) =>
  new DomainError('forbidden', 'partner.addressRefused', '来源地址不在白名单内', { address })
/** Minutes of the day in Asia/Shanghai. */
export const outsideHours = (serviceFrom: number, serviceTo: number) =>
  new DomainError('unavailable', 'partner.outsideHours', '当前不在服务时间内', { serviceFrom, serviceTo })

export const partnerUnknown = (partnerId: string) =>
  new DomainError('notFound', 'partner.unknown', '没有找到该代收机构', { partnerId })
export const codeTaken = (code: string) =>
  new DomainError('conflict', 'partner.codeTaken', '该机构代码已被使用', { code })
export const codeInvalid = () =>
  new DomainError('invalid', 'partner.codeInvalid', '机构代码须为2至32位大写字母、数字、下划线或横线')
export const keyInvalid = (reason: 'unreadable' | 'notRsa' | 'tooShort' | 'private') =>
  new DomainError('invalid', 'partner.keyInvalid', '公钥须为2048位以上的RSA公钥（PEM格式）', { reason })
export const keyTaken = () => new DomainError('conflict', 'partner.keyTaken', '该公钥已被其他机构使用')
export const addressInvalid = (address: string) =>
  new DomainError('invalid', 'partner.addressInvalid', '白名单地址须为IP地址或CIDR网段', { address })
export const hoursInvalid = () =>
  new DomainError('invalid', 'partner.hoursInvalid', '服务时间须同时填写起止，且在0至1440分钟之间、起止不同')
export const rateInvalid = () => new DomainError('invalid', 'partner.rateInvalid', '每分钟请求上限须为1至100000的整数')
