import type { z } from 'zod'
import type { AgentHour, CallOutcome, ServiceDay } from '#core/contract/calls.ts'
import { addDays, type BusinessDate, dateOf, daysBetween, dayStartSql, startOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { periodTooLong } from './calls.errors.ts'

export interface Period {
  from: BusinessDate
  /** Its last day. */
  to: BusinessDate
}

const mostDays = 92
const answeredWithinMs = 15_000
const day = dayStartSql('c.startedAt')

/** @throws DomainError `calls.periodTooLong` */
function instantsOf({ from, to }: Period): [number, number] {
  const days = daysBetween(from, to)
  if (days < 0 || days >= mostDays) throw periodTooLong(mostDays)
  return [startOf(from), startOf(addDays(to, 1))]
}

const ppm = (part: number, whole: number) => (whole === 0 ? null : Math.round((part * 1_000_000) / whole))

interface DayRow {
  beginsAt: string | number
  outcome: CallOutcome | null
  calls: string | number
  queued: string | number
  answered: string | number
  quick: string | number
  abandoned: string | number
  waitMs: string | number
}

/**
 * Service per day, of inbound calls that began on it: of those who wanted an agent (`queued`), how many an agent
 * answered, within 15 s of their beginning to wait (GB/T 33358), and how many hung up while waiting.
 * @throws DomainError `calls.periodTooLong`
 */
export async function serviceDays(
  { database }: { database: Database },
  period: Period,
): Promise<z.input<typeof ServiceDay>[]> {
  const rows: DayRow[] = await database.read.query(
    `select ${day} as beginsAt, c.outcome, count(*) as calls,
        sum(case when c.queuedAt is null then 0 else 1 end) as queued,
        sum(case when c.queuedAt is null or c.answeredAt is null then 0 else 1 end) as answered,
        sum(case when c.answeredAt - c.queuedAt <= ${answeredWithinMs} then 1 else 0 end) as quick,
        sum(case when c.queuedAt is not null and c.outcome = 'abandoned' then 1 else 0 end) as abandoned,
        sum(case when c.queuedAt is null or c.answeredAt is null then 0 else c.answeredAt - c.queuedAt end) as waitMs
       from call_record c where c.kind = 'inbound' and c.startedAt >= ? and c.startedAt < ?
      group by ${day}, c.outcome`,
    instantsOf(period),
  )
  const byDay = Map.groupBy(rows, ({ beginsAt }) => dateOf(Number(beginsAt)))
  const dates = Array.from({ length: daysBetween(period.from, period.to) + 1 }, (_, index) =>
    addDays(period.from, index),
  )
  return dates.map((date) => {
    const parts = byDay.get(date) ?? []
    const sum = (field: 'calls' | 'queued' | 'answered' | 'quick' | 'abandoned' | 'waitMs') =>
      parts.reduce((total, part) => total + Number(part[field]), 0)
    const [queued, answered, answeredIn15s, abandoned] = [
      sum('queued'),
      sum('answered'),
      sum('quick'),
      sum('abandoned'),
    ]
    return {
      date,
      calls: sum('calls'),
      queued,
      answered,
      answeredIn15s,
      answeredIn15sPpm: ppm(answeredIn15s, queued),
      abandoned,
      abandonedPpm: ppm(abandoned, queued),
      averageWaitMs: answered === 0 ? null : Math.round(sum('waitMs') / answered),
      outcomes: Object.fromEntries(
        parts.flatMap(({ outcome, calls }) => (outcome === null ? [] : [[outcome, Number(calls)]])),
      ),
    }
  })
}

/** Of a call that rings out, talk begins when the party is there; a leg that took it over later began with itself. */
const talk = `case when l.answeredAt is null or l.endedAt is null then 0
    when c.kind = 'inbound' then l.endedAt - l.answeredAt
    when c.answeredAt is null or c.answeredAt > l.endedAt then 0
    when c.answeredAt > l.answeredAt then l.endedAt - c.answeredAt
    else l.endedAt - l.answeredAt end`
const wrap = 'case when l.answeredAt is null or l.wrapUpEndedAt is null then 0 else l.wrapUpEndedAt - l.endedAt end'
const at = 'coalesce(l.answeredAt, l.rungAt)'

interface HourRow {
  staffId: string
  staffName: string
  hourAt: string | number
  answered: string | number
  missed: string | number
  talkMs: string | number
  wrapUpMs: string | number
}

/**
 * Handling per agent and hour, leg by leg: what was talked before and after a transfer is each agent's own. A leg
 * belongs to the hour in which it was answered (or, never answered, rung); one that goes on counts no time yet.
 * @throws DomainError `calls.periodTooLong`
 */
export async function agentHours(
  { database }: { database: Database },
  period: Period,
): Promise<z.input<typeof AgentHour>[]> {
  const rows: HourRow[] = await database.read.query(
    `select l.staffId, p.name as staffName, ${at} - ${at} % 3600000 as hourAt,
        sum(case when l.answeredAt is null then 0 else 1 end) as answered,
        sum(case when l.answeredAt is null and l.ending in ('unanswered', 'declined') then 1 else 0 end) as missed,
        sum(${talk}) as talkMs, sum(${wrap}) as wrapUpMs
       from call_leg l join call_record c on c.id = l.callId join staff p on p.id = l.staffId
      where ${at} >= ? and ${at} < ?
      group by l.staffId, p.name, ${at} - ${at} % 3600000
      order by hourAt, l.staffId`,
    instantsOf(period),
  )
  return rows.map((row) => {
    const [hourAt, answered] = [Number(row.hourAt), Number(row.answered)]
    const [talkMs, wrapUpMs] = [Number(row.talkMs), Number(row.wrapUpMs)]
    const date = dateOf(hourAt)
    return {
      staffId: row.staffId,
      staffName: row.staffName,
      date,
      hour: (hourAt - startOf(date)) / 3_600_000,
      answered,
      missed: Number(row.missed),
      talkMs,
      wrapUpMs,
      handlingMs: talkMs + wrapUpMs,
      averageHandlingMs: answered === 0 ? null : Math.round((talkMs + wrapUpMs) / answered),
    }
  })
}
