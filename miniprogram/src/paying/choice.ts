import { monthName } from '../format/date.ts'
import type { Debt } from '../hub/contract.ts'

/** What a person chose to pay of an account. */
export interface Choice {
  /** How many of the open bills, the oldest first: the hub settles them in that sequence. */
  bills: number
  /** Fen beyond the bills; only when all of them are chosen, since money goes to bills first. */
  prepay: number
}

export interface Sum {
  /** Fen. */
  outstanding: number
  lateFee: number
  prepay: number
  total: number
  /** What it is for: `2026 年 8 月、9 月水费和预存`. */
  purpose: string
}

/** The most and the least that the hub takes at once, fen. */
export const payable = { least: 1, most: 100_000_000 }

export function sumOf({ bills }: Pick<Debt, 'bills'>, choice: Choice): Sum {
  const chosen = bills.slice(0, choice.bills)
  const outstanding = chosen.reduce((sum, bill) => sum + bill.outstanding, 0)
  const lateFee = chosen.reduce((sum, bill) => sum + bill.lateFee, 0)
  const prepay = choice.bills === bills.length ? choice.prepay : 0
  const months = monthsOf(chosen.map(({ toDate }) => toDate))
  const parts = [...(months === '' ? [] : [`${months}水费`]), ...(prepay > 0 ? ['预存水费'] : [])]
  return { outstanding, lateFee, prepay, total: outstanding + lateFee + prepay, purpose: parts.join('和') }
}

/** `2026 年 8 月、9 月`; many of them `2025 年 8 月至 2026 年 9 月`. */
function monthsOf(dates: readonly string[]): string {
  const names = Array.from(new Set(dates.map(monthName)))
  const [first = ''] = names
  if (names.length > 3) return `${first}至 ${names[names.length - 1] ?? ''}`
  return names
    .map((name, index) => (name.slice(0, 4) === names[index - 1]?.slice(0, 4) ? name.slice(7) : name))
    .join('、')
}
