import { AccountTable, CustomerTable } from '#core/accounts/account.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { MeterTable } from '#core/metering/metering.table.ts'
import type { DemoAccount } from './demoAccount.ts'
import type { ShownAccount, Situation } from './demoCity.ts'
import type { Habit } from './habits.ts'
import type { Register, Wishes } from './households.ts'

/** The accounts that people are shown: what they do is certain, and no odd reading comes between. */
const shownHabits: Record<Situation, Habit> = {
  paidUp: { pays: 'promptly', leaves: 0, at: 'bank', atOnce: true },
  inArrears: { pays: 'promptly', leaves: 4, at: 'counter' },
  lateFee: { pays: 'late', leaves: 2, at: 'bank' },
  prepaid: { pays: 'ahead', leaves: 0, at: 'counter', atOnce: true },
  largeHousehold: { pays: 'promptly', leaves: 0, at: 'bank', atOnce: true },
}

export interface People {
  all: DemoAccount[]
  shown: readonly { situation: Situation; demo: DemoAccount }[]
}

/** Everybody who has an account, so many in all: first those that are shown, then the others. */
export function inventPeople(register: Register, accounts: number): People {
  const shown = (Object.entries(shownHabits) as [Situation, Habit][]).flatMap(([situation, habit]) => {
    const population = situation === 'largeHousehold' ? 7 : 3
    const wishes: Wishes = { usageClass: 'residential', population, habit, plain: true }
    return register.household(wishes).map((demo) => ({ situation, demo }))
  })
  const all = shown.map(({ demo }) => demo)
  while (all.length < accounts) all.push(...register.household())
  all.length = accounts
  return { all, shown }
}

const peoplePerTransaction = 500

/** Writes customers, accounts and meters down, some hundred in a transaction. */
export async function addPeople(
  database: Database,
  all: readonly DemoAccount[],
  onAdded: (accounts: number) => void,
): Promise<void> {
  for (let start = 0; start < all.length; start += peoplePerTransaction) {
    const chunk = all.slice(start, start + peoplePerTransaction)
    // Of two accounts of one customer the first may stand in the chunk before.
    const known = new Set(all.slice(Math.max(0, start - 1), start).map(({ customer }) => customer))
    const customers = [...new Set(chunk.map(({ customer }) => customer))].filter((customer) => !known.has(customer))
    await database.transaction(async (tx) => {
      await insertRows(tx, CustomerTable, customers)
      await insertRows(
        tx,
        AccountTable,
        chunk.map(({ account }) => account),
      )
      await insertRows(
        tx,
        MeterTable,
        chunk.map(({ life }) => life.meter),
      )
    })
    onAdded(chunk.length)
  }
}

export const shownAccounts = ({ shown }: People): ShownAccount[] =>
  shown.map(({ situation, demo: { account, customer, life } }) => ({
    situation,
    accountNumber: account.number,
    name: customer.name,
    meterNumber: life.meter.serialNumber,
    phone: customer.phone ?? '',
    premises: account.premises,
  }))
