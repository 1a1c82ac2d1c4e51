import type { Bill } from '#core/billing/bill.ts'
import { exampleTariff } from '#core/billing/exampleTariff.ts'
import { issueBill } from '#core/billing/issueBill.ts'
import type { PriceLine } from '#core/billing/priceWater.ts'
import type { Tariff } from '#core/billing/tariff.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { addDays, businessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import type { Meter } from '#core/metering/meter.ts'
import { recordReading } from '#core/metering/recordReading.ts'
import { reviewReading } from '#core/metering/reviewReading.ts'
import { receiveAtCounter } from '#core/payments/receiveAtCounter.ts'
import { createHousehold, type HouseholdWishes, morningOf } from '#test/household.ts'

export const staff: Actor = { kind: 'staff', id: 'staff-1' }
export const secondStaff: Actor = { kind: 'staff', id: 'staff-2' }

/** A database and a clock that moves a millisecond at each look, so that what comes later has a later id. */
export function createBillingHouse(database: Database, { tariffs = [exampleTariff] }: { tariffs?: Tariff[] } = {}) {
  let now = morningOf('2024-01-01')
  const clock = () => ++now
  const deps = { database, clock }
  const goTo = (date: string) => void (now = morningOf(date))
  const numbers = createNumbers(deps)
  let serials = 0

  /** A home whose first bill, which is not tiered, was written for 5 m³ by the end of 2023; the meter shows 5 m³. */
  async function newHome(wishes: HouseholdWishes = {}) {
    const home = await newSupply({ openedOn: businessDate('2023-12-01'), ...wishes })
    await home.use('2023-12-31', 5)
    await home.bill()
    return home
  }

  async function newSupply(wishes: HouseholdWishes = {}) {
    const household = await createHousehold(database, { tariffs, ...wishes })
    const { account, meter } = household
    const registers = new Map<string, number>()

    /** On that day the meter is read: so many cubic metres since the last time. What is strange is accepted. */
    async function use(readOn: string, volume: number, of: Meter = meter) {
      goTo(readOn)
      const register = (registers.get(of.id) ?? of.installedAt / 1_000) + volume
      registers.set(of.id, register)
      return read(readOn, register, of)
    }
    async function read(readOn: string, register: number, of: Meter = meter) {
      goTo(readOn)
      const reading = { readOn: businessDate(readOn), register: cubicMetres(register), kind: 'actual' as const }
      const recorded = await recordReading(deps, staff, { meterId: of.id, ...reading })
      if (recorded.state !== 'review') return recorded
      return reviewReading(deps, staff, { readingId: recorded.id, verdict: 'accepted' })
    }
    return {
      ...household,
      accountId: account.id,
      use,
      read,
      bill: (): Promise<Bill> => issueBill(deps, staff, account.id),
      pay: async (amount: number) =>
        receiveAtCounter({ ...deps, numbers }, staff, {
          channel: 'counter',
          serial: `S${++serials}`,
          accountNumber: account.number,
          amount: fen(amount),
          subChannel: null,
        }),
    }
  }

  return {
    database,
    deps,
    goTo,
    passDays: (days: number) => goTo(addDays(dateOf(now), days)),
    newHome,
    newSupply,
  }
}
export type BillingHouse = ReturnType<typeof createBillingHouse>
export type BillingHome = Awaited<ReturnType<BillingHouse['newHome']>>

/** The supply lines of a bill: cycle, tier, cubic metres, fen. */
export const suppliesOf = (bill: { priceLines: readonly PriceLine[] }): [string, number | null, number, Fen][] =>
  bill.priceLines
    .filter(({ component }) => component === 'supply')
    .map(({ cycle, tier, litres, amount }) => [cycle, tier, litres / 1_000, amount])
