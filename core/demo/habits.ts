import { type Fen, fen } from '#core/kernel/fen.ts'
import { periods } from './readingDates.ts'
import type { Random } from './random.ts'

/** How an account's people go about their bills. */
export interface Habit {
  pays: 'promptly' | 'late' | 'partly' | 'ahead' | 'seldom'
  /** Of the newest bills so many are left unpaid. */
  leaves: number
  /** At a bank's counter, or at the utility's own. */
  at: 'bank' | 'counter'
  /** Pays on the very morning after the bill, so that its state today is certain. */
  atOnce?: boolean
}

export function inventHabit(random: Random): Habit {
  const pays = random.weighted([
    [78, 'promptly'],
    [6, 'ahead'],
    [8, 'late'],
    [4, 'partly'],
    [4, 'seldom'],
  ] as const)
  // Whoever pays ahead is not in arrears, whatever they leave.
  const leaves = random.chance(0.08) ? random.between(2, Math.min(6, periods - 1)) : 0
  return { pays, leaves: pays === 'ahead' ? 0 : leaves, at: random.chance(0.65) ? 'bank' : 'counter' }
}

const minuteMs = 60_000
const dayMs = 1_440 * minuteMs

/**
 * When the bill of a period makes these people come: within the term of fifteen days, or after the seven days of grace
 * and before the next bill. Null when they do not come. `issuedOn` is the beginning of the day on which it was issued,
 * in epoch ms, as is the result.
 */
export function visitAfter(habit: Habit, period: number, issuedOn: number, random: Random): number | null {
  const days = random.between(1, 12)
  const lateDays = random.between(23, 50)
  const minute = random.between(8 * 60 + 30, 17 * 60 + 30)
  if (period >= periods - habit.leaves) return null
  if (habit.pays === 'seldom' && period % 3 !== 2) return null
  const after = habit.atOnce ? 0 : habit.pays === 'late' ? lateDays : days
  return issuedOn + after * dayMs + minute * minuteMs
}

const yuan = 100
const note = 50 * yuan

/** What they bring for what is due, late fees included. */
export function amountFor({ pays }: Habit, period: number, due: Fen): Fen {
  if (due === 0) return due
  if (pays === 'ahead') return fen(Math.ceil(due / note) * note + 2 * note)
  const half = Math.floor(due / 2 / yuan) * yuan
  return pays === 'partly' && period % 2 === 0 && half > 0 ? fen(half) : due
}
