import type { OutageState } from '#core/contract/outages.ts'
import { DomainError } from '#core/kernel/domainError.ts'

export const outageUnknown = () => new DomainError('notFound', 'outage.unknown', '没有找到这次停水')
const stateNames: Readonly<Record<OutageState, string>> = {
  draft: '还是草稿',
  announced: '已经通知',
  changed: '已经通知',
  restored: '已经恢复供水',
  cancelled: '已经取消',
}
export const outageStateWrong = (state: OutageState) =>
  new DomainError('conflict', 'outage.stateWrong', `这次停水${stateNames[state]}，不能这样操作`, { state })
export const outageStageDiffers = () =>
  new DomainError('conflict', 'outage.stageDiffers', '这个编号已用于另一次通知，请刷新后再试')
export const nobodyAffected = () =>
  new DomainError('conflict', 'outage.nobodyAffected', '停水范围内没有用户，请检查范围')
export const outageTimesWrong = () =>
  new DomainError('invalid', 'outage.timesWrong', '时间不对：恢复时间须晚于停水时间，且实际时间不能晚于现在')
export const outageNothingChanged = () =>
  new DomainError('invalid', 'outage.nothingChanged', '没有任何变化，不需要再次通知')
export const outageAreaTooLarge = () =>
  new DomainError('invalid', 'outage.areaTooLarge', '停水范围的条目过多，请按表册或街道合并')
