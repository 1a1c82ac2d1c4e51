import type { UsageClass } from '#core/billing/tariff.ts'
import { type BusinessDate, monthOf } from '#core/kernel/businessDate.ts'
import type { Random } from './random.ts'

/** How much water goes through a meter. */
export interface WaterUse {
  /** Litres of an average month. */
  monthly: number
  /** More in summer. */
  seasonal: boolean
}

export const inventUsageClass = (random: Random): UsageClass =>
  random.weighted([
    [86, 'residential'],
    [3, 'residential-shared'],
    [2, 'institution'],
    [8, 'non-residential'],
    [1, 'special'],
  ] as const)

export const inventPopulation = (random: Random): number =>
  random.weighted([
    [14, 1],
    [28, 2],
    [32, 3],
    [18, 4],
    [5, 5],
    [2, 6],
    [1, 7],
  ] as const)

export function inventWaterUse(usageClass: UsageClass, population: number, random: Random): WaterUse {
  const litres = (least: number, most: number) => random.between(least, most) * 1_000
  switch (usageClass) {
    case 'residential':
    case 'residential-low-income':
      return { monthly: random.chance(0.02) ? 0 : population * random.between(2_000, 5_000), seasonal: true }
    case 'residential-shared':
      return { monthly: litres(60, 260), seasonal: true }
    case 'institution':
      return { monthly: litres(50, 320), seasonal: true }
    case 'non-residential':
      return { monthly: litres(6, 140), seasonal: false }
    case 'special':
      return { monthly: litres(40, 240), seasonal: false }
  }
}

/** Per cent of the average, from January. */
const seasons = [84, 78, 86, 93, 102, 114, 124, 126, 112, 99, 92, 90]

/** Litres of the months up to a reading: somebody who is away uses none. */
export function waterUntil(use: WaterUse, readOn: BusinessDate, months: number, random: Random): number {
  const around = random.between(75, 125)
  const away = random.chance(0.008)
  const season = use.seasonal ? (seasons[monthOf(readOn) - 1] ?? 100) : 100
  return away ? 0 : Math.round((use.monthly * months * season * around) / 10_000)
}
