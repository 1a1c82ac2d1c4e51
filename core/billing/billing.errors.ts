import { DomainError } from '#core/kernel/domainError.ts'

export const billUnknown = () => new DomainError('notFound', 'bill.unknown', '没有找到这张账单')
export const billDiffers = () => new DomainError('conflict', 'bill.differs', '这个编号已用于另一张账单')
export const billCancelled = () => new DomainError('conflict', 'bill.cancelled', '这张账单已经作废')
export const billNotNewest = (newestBillId: string) =>
  new DomainError('conflict', 'bill.notNewest', '之后还有账单，请先作废较新的账单', { newestBillId })
export const billInvoiced = () => new DomainError('conflict', 'bill.invoiced', '相关收款已开发票，请先红冲发票')
export const nothingToBill = () => new DomainError('conflict', 'bill.nothingToBill', '没有可以开账的抄表记录')
export const billingRunUnknown = () => new DomainError('notFound', 'billingRun.unknown', '没有找到这次开账')
export const billingRunDiffers = () => new DomainError('conflict', 'billingRun.differs', '这个编号已用于另一次开账')
export const routeUnknown = () => new DomainError('notFound', 'route.unknown', '没有找到这个表册')
export const tariffExists = () =>
  new DomainError('conflict', 'tariff.exists', '这个用水性质在该日期已有水价，或编号重复')
export const tariffInForce = (effectiveFrom: string) =>
  new DomainError('conflict', 'tariff.inForce', '水价只能从今天以后的日期开始执行', { effectiveFrom })
export const waiverUnknown = () => new DomainError('notFound', 'waiver.unknown', '没有找到这条减免申请')
export const waiverDecided = () => new DomainError('conflict', 'waiver.decided', '这条减免申请已经处理')
export const waiverSamePerson = () => new DomainError('forbidden', 'waiver.samePerson', '减免须由申请人以外的人审批')
