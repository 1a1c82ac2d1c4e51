import { type Hours, type HotlineSettings, weekdays } from '#core/contract/hotline.ts'
import { addDays, type BusinessDate, businessDate, dateOf, daysBetween, startOf } from '#core/kernel/businessDate.ts'

type Opening = Pick<HotlineSettings, 'hours' | 'holidays' | 'workdays'>

const aMonday = businessDate('2026-11-23')
/** The longest holidays take nine days. */
const lookAheadDays = 30

/** Whether the hotline is open at an instant (epoch ms). */
export function isOpen(settings: Opening, at: number): boolean {
  const today = dateOf(at)
  return hoursOn(settings, today).some(({ from, to }) => instantOf(today, from) <= at && at < instantOf(today, to))
}

/** When it opens next, epoch ms; null when it is open, or stays closed for a month. */
export function opensAt(settings: Opening, at: number): number | null {
  if (isOpen(settings, at)) return null
  for (let days = 0; days <= lookAheadDays; days++) {
    const date = addDays(dateOf(at), days)
    const next = hoursOn(settings, date).find(({ from }) => instantOf(date, from) > at)
    if (next) return instantOf(date, next.from)
  }
  return null
}

function hoursOn({ hours, holidays, workdays }: Opening, date: BusinessDate): Hours {
  const holiday = holidays.find((day) => day.date === date)
  if (holiday) return holiday.hours
  const madeUp = workdays.find((day) => day.date === date)
  const days = daysBetween(aMonday, date)
  const weekday = madeUp?.like ?? weekdays[((days % 7) + 7) % 7]
  return weekday === undefined ? [] : hours[weekday]
}

const instantOf = (date: BusinessDate, time: Hours[number]['from']) =>
  startOf(date) + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000
