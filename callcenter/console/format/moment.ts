const offsetMs = 8 * 3_600_000

/** In Asia/Shanghai, wherever the machine believes to be: UTC+8 without daylight saving. */
const shanghai = (instant: number) => new Date(instant + offsetMs).toISOString()

/** `2026-11-23 09:05` of epoch ms. */
export const moment = (instant: number): string => shanghai(instant).slice(0, 16).replace('T', ' ')

/** `09:05:31` of epoch ms. */
export const timeOf = (instant: number): string => shanghai(instant).slice(11, 19)

/** `11-23 09:05`, for what is less than a year away. */
export const shortMoment = (instant: number): string => moment(instant).slice(5)

/** `0:07`, `12:34`, `1:02:03` of milliseconds; never negative. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

/** `刚刚`, `3 分钟前`, `2 小时前`, `5 天前`: the exact time belongs beside it. */
export function ago(instant: number, now: number): string {
  const minutes = Math.floor((now - instant) / 60_000)
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟前`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`
  return `${Math.floor(minutes / (24 * 60))} 天前`
}
