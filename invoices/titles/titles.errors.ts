import { DomainError } from '#core/kernel/domainError.ts'

export const titleUnknown = () => new DomainError('notFound', 'invoiceTitle.unknown', '没有找到这个发票抬头')
export const titleDiffers = () =>
  new DomainError('conflict', 'invoiceTitle.differs', '这个编号已用于另一个抬头，请重新保存')
export const taxNumberInvalid = () =>
  new DomainError('invalid', 'invoiceTitle.taxNumberInvalid', '税号（统一社会信用代码）应为 18 位，请核对后再试')
export const tooManyTitles = (most: number) =>
  new DomainError('conflict', 'invoiceTitle.tooMany', `最多保存 ${most} 个发票抬头，请先删除不用的`, { most })
