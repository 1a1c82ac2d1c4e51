import type { Account } from '../../hub/contract.ts'

/** 用水性质 in the words of the price list. */
export const usageClassName: Readonly<Record<Account['usageClass'], string>> = {
  residential: '居民生活用水',
  'residential-low-income': '居民生活用水（低保户）',
  'residential-shared': '居民生活用水（合表）',
  institution: '执行居民水价的单位用水',
  'non-residential': '非居民用水',
  special: '特种用水',
}
