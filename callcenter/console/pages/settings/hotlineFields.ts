import type { Dayjs } from 'dayjs'
import { type HotlineSettings, type Hours, type Weekday, weekdays } from '#core/contract/hotline.ts'
import type { OutageKind } from '#core/contract/outages.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Answer } from '../../hub/useAnswer.ts'
import { dateIn, dayjsOf, instantOf } from '../../list/clock.ts'
import { hoursIn, hoursText } from './hoursText.ts'

export const hotlineKey = 'GET /api/staff/hotline'
export const versionsKey = 'GET /api/staff/hotline/versions'
export type Hotline = Answer<typeof hotlineKey>
export type Version = Answer<typeof versionsKey>[number]

export const weekdayWords: Record<Weekday, string> = {
  monday: '周一',
  tuesday: '周二',
  wednesday: '周三',
  thursday: '周四',
  friday: '周五',
  saturday: '周六',
  sunday: '周日',
}

/** The settings as a form has them: hours as text, times as what the clock in Shanghai shows. */
export interface HotlineFields {
  hours: Record<Weekday, string>
  holidays: { date?: Dayjs | null; name?: string; hours?: string }[]
  workdays: { date?: Dayjs | null; name?: string; like?: Weekday }[]
  announces: boolean
  kind: OutageKind
  beginsAt?: Dayjs | null
  expectedEndAt?: Dayjs | null
  until?: Dayjs | null
  bigOutage?: number | null
  voicemailDays?: number | null
}

export function fieldsOf({ hours, holidays, workdays, announcement, ...rest }: HotlineSettings): HotlineFields {
  return {
    hours: eachDay((day) => hoursText(hours[day])),
    holidays: holidays.map((day) => ({ name: day.name, date: dateIn(day.date), hours: hoursText(day.hours) })),
    workdays: workdays.map((day) => ({ ...day, date: dateIn(day.date) })),
    announces: announcement !== null,
    kind: announcement?.kind ?? 'emergency',
    beginsAt: announcement && dayjsOf(announcement.beginsAt),
    expectedEndAt: announcement?.expectedEndAt ? dayjsOf(announcement.expectedEndAt) : null,
    until: announcement?.until ? dayjsOf(announcement.until) : null,
    ...rest,
  }
}

/** What the form says; the form has made sure that it says something. */
export function settingsOf(fields: HotlineFields): HotlineSettings {
  const { announces, kind, beginsAt, expectedEndAt, until } = fields
  return {
    hours: eachDay((day) => hours(fields.hours[day])),
    holidays: fields.holidays
      .map(({ date, name = '', hours: text = '' }) => ({ date: day(date), name: name.trim(), hours: hours(text) }))
      .toSorted(byDate),
    workdays: fields.workdays
      .map(({ date, name = '', like = 'monday' }) => ({ date: day(date), name: name.trim(), like }))
      .toSorted(byDate),
    announcement:
      announces && beginsAt
        ? {
            kind,
            beginsAt: instantOf(beginsAt),
            expectedEndAt: expectedEndAt ? instantOf(expectedEndAt) : null,
            until: until ? instantOf(until) : null,
          }
        : null,
    bigOutage: fields.bigOutage ?? null,
    voicemailDays: fields.voicemailDays ?? 180,
  }
}

const eachDay = <T>(make: (day: Weekday) => T): Record<Weekday, T> =>
  Object.fromEntries(weekdays.map((day) => [day, make(day)])) as Record<Weekday, T>
const hours = (text: string): Hours => hoursIn(text) ?? []
const day = (date: Dayjs | null | undefined) => businessDate(date?.format('YYYY-MM-DD') ?? '')
const byDate = (one: { date: string }, other: { date: string }) => one.date.localeCompare(other.date)
