import type { WorkOrderState } from '#core/contract/workorders.ts'
import { DomainError } from '#core/kernel/domainError.ts'

export const workOrderUnknown = () => new DomainError('notFound', 'workOrder.unknown', '没有找到这个工单')
export const workOrderDiffers = () =>
  new DomainError('conflict', 'workOrder.differs', '这个编号已用于另一个工单，请重新提交')
export const workOrderTooMany = (retryAfterSeconds: number) =>
  new DomainError('tooMany', 'workOrder.tooMany', '今天提交的工单过多，紧急情况请拨打 966566', { retryAfterSeconds })
const stateNames: Readonly<Record<WorkOrderState, string>> = {
  reported: '刚刚受理',
  dispatched: '已经派单',
  accepted: '正在处理',
  finished: '已经办结',
  closed: '已经关闭',
  cancelled: '已经取消',
  reopened: '已经重新受理',
}
export const workOrderStateWrong = (state: WorkOrderState) =>
  new DomainError('conflict', 'workOrder.stateWrong', `工单${stateNames[state]}，现在不能这样操作`, { state })
export const stepDiffers = () =>
  new DomainError('conflict', 'workOrder.stepDiffers', '这个编号已用于另一次操作，请刷新后再试')
export const workOrderAnothers = () => new DomainError('conflict', 'workOrder.anothers', '这个工单由另一位同事处理')
export const staffElsewhere = () =>
  new DomainError('invalid', 'workOrder.staffElsewhere', '所选人员不属于这个部门，或已停用')
export const workOrderTooLate = () =>
  new DomainError('conflict', 'workOrder.tooLate', '工单办结已超过 7 天，请重新提交或拨打 966566')
export const periodTooLong = (mostDays: number) =>
  new DomainError('invalid', 'workOrder.periodTooLong', `时间段应从早到晚，且不超过 ${mostDays} 天`, { mostDays })
export const workOrderRated = () => new DomainError('conflict', 'workOrder.rated', '这个工单已经评价过了')
