import { type BusinessDate, addDays, addMonths, startOf } from '#core/kernel/businessDate.ts'

/** The history of the demo: so many months, with a reading and a bill every so many. */
export const monthsOfHistory = 24
export const monthsBetween = 2
export const periods = monthsOfHistory / monthsBetween

const hourMs = 3_600_000
/** The routes are read on different days of the month, the last ones a few days ago. */
const newestAgo = 2
const oldestAgo = 26

/** When one route is read: the first date is that of the meters' installation, before there was anything to bill. */
export function readingDates(today: BusinessDate, route: number, routes: number): BusinessDate[] {
  const ago = newestAgo + Math.floor((route * (oldestAgo - newestAgo + 1)) / routes)
  const last = addDays(today, -ago)
  return Array.from({ length: periods + 1 }, (_, index) => addMonths(last, (index - periods) * monthsBetween))
}

/** Readings are written down in the afternoon, and billed in the night that follows. Epoch ms. */
export const recordedAt = (readOn: BusinessDate): number => startOf(readOn) + 15 * hourMs
export const issuedAt = (readOn: BusinessDate): number => startOf(addDays(readOn, 1)) + 2 * hourMs
