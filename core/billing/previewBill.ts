import type { EntityManager } from 'typeorm'
import { usageClassOn } from '#core/accounts/account.ts'
import { accountUnknown } from '#core/accounts/account.errors.ts'
import { AccountTable } from '#core/accounts/account.table.ts'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Litres, litres } from '#core/kernel/litres.ts'
import { loadTariffs } from './loadTariffs.ts'
import { type PricedWater, priceWater } from './priceWater.ts'

export interface BillPreview extends Omit<PricedWater, 'parts'> {
  period: { from: BusinessDate; to: BusinessDate }
  volume: Litres
}

/**
 * What a volume since the last bill would cost if it were read today; nothing is written.
 * @throws DomainError `account.unknown`, `tariff.missing`
 */
export async function previewBill(
  { database, clock }: { database: Database; clock: Clock },
  accountId: string,
  volume: Litres,
): Promise<BillPreview> {
  const { read } = database
  const account = await read.findOneBy(AccountTable, { id: accountId })
  if (!account) throw accountUnknown()
  const to = dateOf(clock())
  const [last]: { day: BusinessDate | null }[] = await read.query(
    `select max(toDate) as day from bill where accountId = ? and kind = 'reading' and state <> 'cancelled'`,
    [accountId],
  )
  const from = last?.day ?? (await installedOn(read, accountId)) ?? to
  const household: { population: number }[] = await read.query(
    'select max(population) as population from account where householdId = ?',
    [account.householdId],
  )
  const used: { cycle: string; litres: number }[] = await read.query(
    'select cycle, litres from accumulation where householdId = ?',
    [account.householdId],
  )
  const byCycle = new Map(used.map((row) => [row.cycle, row.litres]))
  const period = { from: from < to ? from : to, to }
  const { amount, lines } = priceWater({
    tariffs: (await loadTariffs(read)).of(usageClassOn(account, to)),
    period,
    volume,
    used: (cycle) => litres(byCycle.get(cycle) ?? 0),
    population: household[0]?.population ?? account.population,
    treatment: last?.day === null ? 'untiered' : 'tiered',
    accumulates: false,
  })
  return { amount, lines, period, volume }
}

/** Where the first bill's period begins. */
async function installedOn(manager: EntityManager, accountId: string): Promise<BusinessDate | null> {
  const [first]: { day: BusinessDate | null }[] = await manager.query(
    'select min(installedOn) as day from meter where accountId = ?',
    [accountId],
  )
  return first?.day ?? null
}
