import { DomainError } from '#core/kernel/domainError.ts'

export const paymentUnknown = () => new DomainError('notFound', 'payment.unknown', '没有找到这笔支付')
export const paymentDiffers = () =>
  new DomainError('conflict', 'payment.differs', '这个支付编号已用于另一笔支付，请重新发起')
export const paymentsTooManyPending = () =>
  new DomainError('conflict', 'payment.tooManyPending', '这个户号有多笔支付尚未完成，请先完成或半小时后再试')
export const channelUnknown = (channel: string) =>
  new DomainError('invalid', 'channel.unknown', '不支持这种支付方式', { channel })
/** The channel could not be reached, refused, or answered what cannot be trusted; `reason` is for logs. */
export const channelUnavailable = (reason: string) =>
  new DomainError('unavailable', 'channel.unavailable', '支付渠道暂时无法连接，请稍后再试', {
    retryAfterSeconds: 10,
    reason,
  })
export const receiptUnknown = () => new DomainError('notFound', 'receipt.unknown', '没有找到这笔收款')
/** `total`, fen: what the account still owes. */
export const accountTakesNoPrepayment = (total: number) =>
  new DomainError('conflict', 'payment.accountClosed', '此户已销户，最多收取欠费，不能预存', { total })
export const serialDiffers = () => new DomainError('conflict', 'partner.serialDiffers', '这个流水号已用于另一笔交易')
export const reversalAmountDiffers = () =>
  new DomainError('conflict', 'reversal.amountDiffers', '冲正金额与原收款金额不一致')
export const reversalAlready = () => new DomainError('conflict', 'reversal.already', '这笔收款已经冲正')
export const reversalNotSameDay = () =>
  new DomainError('conflict', 'reversal.notSameDay', '只能冲正当日的收款，隔日请办理退款')
export const reversalInvoiced = () =>
  new DomainError('conflict', 'reversal.invoiced', '这笔收款已开发票，不能冲正，请办理退款和红字发票')
export const reversalNotNewest = (newestNumber: string) =>
  new DomainError('conflict', 'reversal.notNewest', '之后还有收款，请先冲正较新的收款', { newestNumber })
export const reversalDayClosed = () => new DomainError('conflict', 'reversal.dayClosed', '当日已扎帐，不能冲正')
export const dayInFuture = () => new DomainError('conflict', 'partnerDay.future', '不能为以后的日期扎帐')
export const dayDiffers = () => new DomainError('conflict', 'partnerDay.differs', '当日已按不同的笔数或金额扎帐')
export const dayNotClosed = () => new DomainError('conflict', 'partnerDay.notClosed', '当日尚未扎帐')
