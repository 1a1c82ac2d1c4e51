import { DomainError } from '#core/kernel/domainError.ts'
import type { BusinessDate } from '#core/kernel/businessDate.ts'

/** Nobody has entered a price for that day, so its water cannot be billed yet. */
export const tariffMissing = (date: BusinessDate) =>
  new DomainError('conflict', 'tariff.missing', `${date} 没有生效的水价`, { date })

/** No version at all for this usage class. */
export const tariffMissingForClass = (usageClass: string) =>
  new DomainError('conflict', 'tariff.missing', '这种用水性质还没有公布水价', { usageClass })
