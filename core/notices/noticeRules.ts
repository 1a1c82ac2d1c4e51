import type { NoticeTopic } from '#core/contract/notices.ts'
import { addDays, dateOf, minuteOfDay, startOf } from '#core/kernel/businessDate.ts'

export interface TopicRule {
  /** Text messages go out at night, too: it cannot wait. */
  urgent: boolean
}

export const topicRules: Readonly<Record<NoticeTopic, TopicRule>> = {
  'outage.planned': { urgent: false },
  'outage.emergency': { urgent: true },
  workOrder: { urgent: false },
}

/** Minutes after midnight in Asia/Shanghai between which no text message goes out that can wait. */
export const quietHours = { from: 22 * 60, to: 7 * 60 }

export function isQuiet(instant: number, { from, to } = quietHours): boolean {
  const minute = minuteOfDay(instant)
  return from < to ? minute >= from && minute < to : minute >= from || minute < to
}

/** When a text message that can wait may go out, at the earliest: at `instant`, or when the quiet hours end. */
export function heldUntil(instant: number, hours = quietHours): number {
  if (!isQuiet(instant, hours)) return instant
  const day = dateOf(instant)
  const endsToday = minuteOfDay(instant) < hours.to
  return startOf(endsToday ? day : addDays(day, 1)) + hours.to * 60_000
}
