import { DomainError } from '#core/kernel/domainError.ts'

export const noSeat = () => new DomainError('notFound', 'seats.none', '您还没有签入座席')
export const seatUnknown = (seat: string) => new DomainError('notFound', 'seats.unknown', '没有这个座席', { seat })
export const noneFree = () => new DomainError('conflict', 'seats.noneFree', '座席已全部占用')
export const seatInCall = () => new DomainError('conflict', 'seats.inCall', '通话中不能签出')
export const seatBusy = () => new DomainError('conflict', 'seats.busy', '请先结束当前通话')
export const seatNotFree = (seat: string) => new DomainError('conflict', 'seats.notFree', '该座席现在不空闲', { seat })
export const notWrappingUp = () => new DomainError('conflict', 'seats.notWrappingUp', '现在不在话后处理')
export const seatOffline = () => new DomainError('conflict', 'seats.offline', '软电话未连接，请刷新页面后再试')
