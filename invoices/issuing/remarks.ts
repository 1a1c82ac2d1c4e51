import type { Account } from '#core/accounts/account.ts'
import { maskPremises } from '#core/accounts/mask.ts'
import type { BusinessDate } from '#core/kernel/businessDate.ts'

interface Period {
  fromDate: BusinessDate
  toDate: BusinessDate
}

/**
 * What the remarks say, a line each: which account and which periods, for whoever pays out by the invoice. It passes
 * through many hands, so the address is masked as it is before ownership is proven.
 */
export function remarksOf(account: Pick<Account, 'number' | 'premises'>, bills: readonly Period[]): string[] {
  const periods = joined(bills).map(({ fromDate, toDate }) => `${fromDate} 至 ${toDate}`)
  return [`户号：${account.number}　用水地址：${maskPremises(account.premises)}`, `账期：${periods.join('；')}`]
}

/** Periods that follow each other are one; they come oldest first. */
function joined(bills: readonly Period[]): Period[] {
  const periods: Period[] = []
  for (const { fromDate, toDate } of bills) {
    const last = periods.at(-1)
    if (last && last.toDate >= fromDate) periods[periods.length - 1] = { ...last, toDate }
    else periods.push({ fromDate, toDate })
  }
  return periods
}
