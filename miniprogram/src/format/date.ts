const offsetMs = 8 * 3_600_000
const dayMs = 86_400_000
/** A space at which no line ends. */
const unbroken = '\u00a0'

/** In Asia/Shanghai, wherever the phone is: UTC+8 without daylight saving. */
const shanghai = (instant: number) => new Date(instant + offsetMs).toISOString()

/** `2026-11-23 09:05` of epoch ms. */
export const moment = (instant: number): string => shanghai(instant).slice(0, 16).replace('T', ' ')

/** `09:05` of epoch ms. */
export const timeOf = (instant: number): string => shanghai(instant).slice(11, 16)

/** `2026-11-23` of epoch ms. */
export const day = (instant: number): string => shanghai(instant).slice(0, 10)

/** `今天 09:05`, `明天 09:05`, else `2026-11-23 09:05`: never broken between the day and the time. */
export function momentFrom(now: number, instant: number): string {
  const days = Math.floor((instant + offsetMs) / dayMs) - Math.floor((now + offsetMs) / dayMs)
  const names = ['昨天', '今天', '明天']
  return `${names[days + 1] ?? day(instant)}${unbroken}${timeOf(instant)}`
}

/** `2026 年 9 月` of a bill's period: that of its last day. */
export function monthName(toDate: string): string {
  return `${toDate.slice(0, 4)} 年 ${Number(toDate.slice(5, 7))} 月`
}

/** Whole days from one `YYYY-MM-DD` to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs)
