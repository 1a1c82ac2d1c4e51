import { DomainError } from '#core/kernel/domainError.ts'

export const meterUnknown = () => new DomainError('notFound', 'meter.unknown', '没有找到这块水表')
export const meterSerialTaken = (serialNumber: string) =>
  new DomainError('conflict', 'meter.serialTaken', '这个表号已经登记在使用', { serialNumber })
export const meterInFuture = () => new DomainError('invalid', 'meter.inFuture', '装表日期不能晚于今天')
export const readingUnknown = () => new DomainError('notFound', 'reading.unknown', '没有找到这条抄表记录')
export const readingOutOfOrder = (lastReadOn: string) =>
  new DomainError('conflict', 'reading.outOfOrder', '抄表日期早于上次抄表或装表日期', { lastReadOn })
export const readingInFuture = () => new DomainError('invalid', 'reading.inFuture', '抄表日期不能晚于今天')
export const readingDiffers = (register: number) =>
  new DomainError('conflict', 'reading.differs', '当天已有不同的读数', { register })
export const readingReviewPending = (readingId: string) =>
  new DomainError('conflict', 'reading.reviewPending', '上一条读数还在复核，请先处理', { readingId })
export const readingBeyondRegister = (registerCapacity: number) =>
  new DomainError('invalid', 'reading.beyondRegister', '读数超出水表量程', { registerCapacity })
export const readingNotInReview = (state: string) =>
  new DomainError('conflict', 'reading.notInReview', '这条读数不在复核中', { state })
export const readingNegative = (volume: number) =>
  new DomainError(
    'conflict',
    'reading.negative',
    '读数低于上次读数，不能直接入账：请按过零处理、退回，或先撤销上次账单并退回其读数',
    { volume },
  )
