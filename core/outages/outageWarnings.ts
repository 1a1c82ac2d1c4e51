import type { Outage } from './outage.ts'

const hour = 3_600_000
const day = 24 * hour

/** What falls short of the rules. It is said to staff, who may have their reasons, and stops nothing. */
export function outageWarnings(
  outage: Pick<Outage, 'kind' | 'plannedFrom' | 'plannedTo' | 'alternativeSupply'>,
  now: number,
): string[] {
  const { kind, plannedFrom, plannedTo, alternativeSupply } = outage
  const warnings: string[] = []
  if (kind === 'planned' && plannedFrom - now < day)
    warnings.push('计划停水应至少提前 24 小时通知，现在距开始停水已不足 24 小时')
  if (plannedTo <= now) warnings.push('预计恢复时间已经过去')
  if (plannedTo - plannedFrom > day && alternativeSupply === null)
    warnings.push('停水超过 24 小时，应当安排应急供水并告知用户')
  return warnings
}
