import type { Tone } from '../../look/Line.tsx'
import type { ListedWorkOrder } from './workOrderWords.ts'

const minuteMs = 60_000
/** So little is left that somebody should look. */
const soonMs = 60 * minuteMs

/** `25 分钟`, `3 小时 20 分`, `5 天 2 小时` of milliseconds, rounded down. */
export function span(ms: number): string {
  const minutes = Math.floor(ms / minuteMs)
  if (minutes < 60) return minutes < 1 ? '1 分钟以内' : `${minutes} 分钟`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes % 60} 分`
  return hours % 24 === 0 ? `${hours / 24} 天` : `${Math.floor(hours / 24)} 天 ${hours % 24} 小时`
}

/** How a work order stands to its deadline; null where nothing is to be kept any more. */
export function dueWord(
  { state, dueAt, finishedAt }: Pick<ListedWorkOrder, 'state' | 'dueAt' | 'finishedAt'>,
  now: number,
): { tone: Tone | 'quiet'; words: string } | null {
  if (state === 'cancelled') return null
  if (state === 'finished' || state === 'closed') {
    const over = (finishedAt ?? 0) - dueAt
    return over > 0 ? { tone: 'warning', words: `超时 ${span(over)}完成` } : { tone: 'quiet', words: '按时完成' }
  }
  const left = dueAt - now
  if (left < 0) return { tone: 'danger', words: `已超时 ${span(-left)}` }
  return { tone: left < soonMs ? 'warning' : 'info', words: `还剩 ${span(left)}` }
}
