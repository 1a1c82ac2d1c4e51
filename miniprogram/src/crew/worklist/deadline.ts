export interface Deadline {
  words: string
  tone: 'danger' | 'warning' | 'good'
}

const minuteMs = 60_000
/** From here on it is pressing. */
const soonMs = 2 * 60 * minuteMs

/** How long there is still to be, or how long ago it should have been finished. Both are epoch ms. */
export function deadlineOf(dueAt: number, now: number): Deadline {
  const left = dueAt - now
  if (left < 0) return { words: `已超时 ${span(-left)}`, tone: 'danger' }
  return { words: `剩余 ${span(left)}`, tone: left < soonMs ? 'warning' : 'good' }
}

function span(ms: number): string {
  const minutes = Math.floor(ms / minuteMs)
  if (minutes < 1) return '不到 1 分钟'
  if (minutes < 60) return `${minutes} 分钟`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return minutes % 60 === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes % 60} 分钟`
  return hours % 24 === 0 ? `${hours / 24} 天` : `${Math.floor(hours / 24)} 天 ${hours % 24} 小时`
}
