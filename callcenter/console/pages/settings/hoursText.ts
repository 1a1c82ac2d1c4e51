import type { Hours } from '#core/contract/hotline.ts'

const allDay: Hours = [{ from: '00:00', to: '24:00' }]

/** `08:30-12:00，14:00-17:30`; whole days, and closed ones, in a word. */
export function hoursText(hours: Hours): string {
  if (hours.length === 0) return '不开放'
  const text = hours.map(({ from, to }) => `${from}-${to}`).join('，')
  return text === '00:00-24:00' ? '全天' : text
}

/** The times that somebody typed, in whatever signs; null when they are none, or not one after the other. */
export function hoursIn(typed: string): Hours | null {
  const text = typed.trim()
  if (text === '' || text === '不开放' || text === '休息') return []
  if (text === '全天') return allDay
  const parts = text
    .replaceAll('：', ':')
    .replace(/\s*[—–－~～至到]+\s*/g, '-')
    .split(/[，,、;；\s]+/)
  const hours: Hours = []
  for (const part of parts) {
    const [, fromHour, fromMinute, toHour, toMinute] = /^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/.exec(part) ?? []
    const [from, to] = [timeOf(fromHour, fromMinute), timeOf(toHour, toMinute)]
    if (from === null || to === null || from >= to || from < (hours.at(-1)?.to ?? '')) return null
    hours.push({ from, to })
  }
  return hours.length > 4 ? null : hours
}

function timeOf(hour: string | undefined, minute: string | undefined): string | null {
  if (hour === undefined || minute === undefined) return null
  const time = `${hour.padStart(2, '0')}:${minute}`
  return /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time) ? time : null
}
