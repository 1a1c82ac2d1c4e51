import { type BusinessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { TariffTable, type TariffRow } from './billing.table.ts'
import { type Tariff, tariffOn } from './tariff.ts'

/** Every version of every tariff, by usage class, newest first. */
export const listTariffs = ({ database }: { database: Database }): Promise<TariffRow[]> =>
  database.read.find(TariffTable, { order: { usageClass: 'asc', effectiveFrom: 'desc' } })

/** The version of each usage class that is in force on a day. */
export async function tariffsOn({ database }: { database: Database }, day: BusinessDate): Promise<Tariff[]> {
  const versions = (await listTariffs({ database })).map((row) => row.definition)
  const begun = versions.filter((tariff) => tariff.effectiveFrom <= day)
  return [...Map.groupBy(begun, (tariff) => tariff.usageClass).values()].map((ofClass) => tariffOn(ofClass, day))
}
