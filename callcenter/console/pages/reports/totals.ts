import type { z } from 'zod'
import type { AgentHour, ServiceDay } from '#core/contract/calls.ts'

type Day = z.output<typeof ServiceDay>
type Hour = z.output<typeof AgentHour>

const ppm = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1_000_000)

/** Of several days: rates are of the sums, and waiting is that of all who were answered; neither is a mean of means. */
export function totalOf(days: readonly Day[]) {
  const sum = (of: (day: Day) => number) => days.reduce((total, day) => total + of(day), 0)
  const [queued, answered] = [sum((day) => day.queued), sum((day) => day.answered)]
  const [answeredIn15s, abandoned] = [sum((day) => day.answeredIn15s), sum((day) => day.abandoned)]
  const waitMs = sum((day) => (day.averageWaitMs ?? 0) * day.answered)
  return {
    calls: sum((day) => day.calls),
    queued,
    answered,
    answeredIn15s,
    answeredIn15sPpm: ppm(answeredIn15s, queued),
    abandoned,
    abandonedPpm: ppm(abandoned, queued),
    averageWaitMs: answered === 0 ? null : Math.round(waitMs / answered),
  }
}

export interface AgentTotal {
  staffId: string
  staffName: string
  answered: number
  missed: number
  talkMs: number
  wrapUpMs: number
  handlingMs: number
  averageHandlingMs: number | null
  hours: Hour[]
}

/** The hours of each agent, and what they come to; who handled most comes first. */
export function agentTotals(hours: readonly Hour[]): AgentTotal[] {
  const byAgent = new Map<string, AgentTotal>()
  for (const hour of hours) {
    const total = byAgent.get(hour.staffId) ?? {
      staffId: hour.staffId,
      staffName: hour.staffName,
      answered: 0,
      missed: 0,
      talkMs: 0,
      wrapUpMs: 0,
      handlingMs: 0,
      averageHandlingMs: null,
      hours: [],
    }
    total.answered += hour.answered
    total.missed += hour.missed
    total.talkMs += hour.talkMs
    total.wrapUpMs += hour.wrapUpMs
    total.handlingMs += hour.handlingMs
    total.averageHandlingMs = total.answered === 0 ? null : Math.round(total.handlingMs / total.answered)
    total.hours.push(hour)
    byAgent.set(hour.staffId, total)
  }
  return [...byAgent.values()].toSorted((one, other) => other.answered - one.answered)
}

/** What all agents together answered and missed in each hour of the day, from the first such hour to the last. */
export function hoursOfDay(hours: readonly Hour[]): { hour: number; answered: number; missed: number }[] {
  if (hours.length === 0) return []
  const first = Math.min(...hours.map(({ hour }) => hour))
  const last = Math.max(...hours.map(({ hour }) => hour))
  const all = Array.from({ length: last - first + 1 }, (_, index) => ({ hour: first + index, answered: 0, missed: 0 }))
  for (const { hour, answered, missed } of hours) {
    const one = all[hour - first]
    if (!one) continue
    one.answered += answered
    one.missed += missed
  }
  return all
}

export const hourWords = (hour: number): string => `${hour}:00–${hour + 1}:00`
