const offsetMs = 8 * 3_600_000
const dayMs = 86_400_000

/** In Asia/Shanghai, wherever the phone is: UTC+8 without daylight saving. */
const shanghai = (instant: number) => new Date(instant + offsetMs).toISOString()

/** `2026-11-23 09:05` of epoch ms. */
export const moment = (instant: number): string => shanghai(instant).slice(0, 16).replace('T', ' ')

/** `2026-11-23` of epoch ms. */
export const day = (instant: number): string => shanghai(instant).slice(0, 10)

/** `09:05` today, `明天 09:05`, else `2026-11-23 09:05`. */
export function momentFrom(now: number, instant: number): string {
  const days = Math.floor((instant + offsetMs) / dayMs) - Math.floor((now + offsetMs) / dayMs)
  const time = shanghai(instant).slice(11, 16)
  if (days === 0) return `今天 ${time}`
  if (days === 1) return `明天 ${time}`
  if (days === -1) return `昨天 ${time}`
  return moment(instant)
}

/** `2026 年 9 月` of a bill's period: that of its last day. */
export function monthName(toDate: string): string {
  return `${toDate.slice(0, 4)} 年 ${Number(toDate.slice(5, 7))} 月`
}

/** `2026-08-25 至 2026-09-24`. */
export const period = (from: string, to: string): string => `${from} 至 ${to}`

/** Whole days from one `YYYY-MM-DD` to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs)
