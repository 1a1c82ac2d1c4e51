import type { z } from 'zod'
import type { AgentHour, ServiceDay } from '#core/contract/calls.ts'

type Day = z.output<typeof ServiceDay>
type Hour = z.output<typeof AgentHour>

const ppm = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1_000_000)

/** Of several days: rates are of the sums, not means of the days' rates. */
export function totalOf(days: readonly Day[]) {
  const sum = (of: (day: Day) => number) => days.reduce((total, day) => total + of(day), 0)
  const queued = sum((day) => day.queued)
  return {
    calls: sum((day) => day.calls),
    answeredIn15sPpm: ppm(
      sum((day) => day.answeredIn15s),
      queued,
    ),
    abandonedPpm: ppm(
      sum((day) => day.abandoned),
      queued,
    ),
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
