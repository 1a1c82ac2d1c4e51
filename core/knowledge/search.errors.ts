import { DomainError } from '#core/kernel/domainError.ts'

/** `reason` is for logs: `notBuilt`, or what the engine's client said. */
export const searchUnavailable = (reason: string) =>
  new DomainError('unavailable', 'search.unavailable', '搜索暂时不可用，请稍后再试，急事请拨打 966566', { reason })
export const rebuildOvertaken = () =>
  new DomainError('conflict', 'search.rebuildOvertaken', '另一次重建索引已经开始，以它为准')
