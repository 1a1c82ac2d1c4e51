import { DomainError } from '#core/kernel/domainError.ts'

export const invoiceUnknown = () => new DomainError('notFound', 'invoice.unknown', '没有找到这张发票')
export const invoiceDiffers = () =>
  new DomainError('conflict', 'invoice.differs', '这个编号已用于另一次开票申请，请重新发起')
export const nothingToInvoice = () => new DomainError('conflict', 'invoice.nothing', '所选账单没有可以开票的金额')
export const billsNotPaid = (billIds: readonly string[]) =>
  new DomainError('conflict', 'invoice.billNotPaid', '账单缴清后才能开票', { billIds })
export const billsInvoiced = (billIds: readonly string[]) =>
  new DomainError('conflict', 'invoice.billInvoiced', '所选账单已申请过发票', { billIds })
export const billsOfFormerCustomer = (billIds: readonly string[]) =>
  new DomainError('conflict', 'invoice.formerCustomer', '过户以前的账单请由原户主申请开票', { billIds })
export const invoicesNotOffered = () =>
  new DomainError('unavailable', 'invoice.notOffered', '暂时不能在线开票，请到营业厅办理')
/** A second answer of the platform contradicts the first, or is about another amount: a person has to look. */
export const invoiceContradicted = (about: Readonly<Record<string, unknown>>) =>
  new DomainError('conflict', 'invoice.contradicted', '开票平台的答复与已有发票不一致', about)
export const invoiceFileNotReady = () =>
  new DomainError('conflict', 'invoice.fileNotReady', '发票文件正在生成，请稍后再试')
