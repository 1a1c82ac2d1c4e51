import { DomainError } from '#core/kernel/domainError.ts'

export const voicemailUnknown = () => new DomainError('notFound', 'voicemail.unknown', '没有找到这条留言')
export const voicemailStateWrong = () =>
  new DomainError('conflict', 'voicemail.stateWrong', '这条留言已经处理完毕，不能这样操作')
export const voicemailAssignedMeanwhile = (assignedTo: string | null) =>
  new DomainError('conflict', 'voicemail.assignedMeanwhile', '这条留言刚刚已由别人认领或改派，请刷新后再试', {
    assignedTo,
  })
export const voicemailStaffElsewhere = () =>
  new DomainError('invalid', 'voicemail.staffElsewhere', '所选人员看不到这条留言，或已停用')
export const voicemailReported = (workOrderId: string) =>
  new DomainError('conflict', 'voicemail.reported', '这条留言已经转成工单', { workOrderId })
