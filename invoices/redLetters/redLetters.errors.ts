import { DomainError } from '#core/kernel/domainError.ts'

export const notIssued = () => new DomainError('conflict', 'redForm.notIssued', '只有已开具的发票可以红冲')
export const redFormOpen = (redFormId: string) =>
  new DomainError('conflict', 'redForm.open', '这张发票的红字确认单正在处理', { redFormId })
export const redFormDiffers = () =>
  new DomainError('conflict', 'redForm.differs', '这个编号已用于另一张红字确认单，请重新发起')
export const redFormUnknown = () => new DomainError('notFound', 'redForm.unknown', '没有找到这张红字确认单')
export const redNotOffered = () =>
  new DomainError('unavailable', 'redForm.notOffered', '没有接入开票平台，不能红冲发票')
