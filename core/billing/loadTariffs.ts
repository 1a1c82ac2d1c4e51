import type { EntityManager } from 'typeorm'
import { TariffTable } from './billing.table.ts'
import type { LateFeePolicy } from './lateFee.ts'
import type { Tariff, UsageClass } from './tariff.ts'
import { tariffMissingForClass } from './tariff.errors.ts'

/** All published tariffs, to price many accounts with one look at the table. */
export interface TariffBook {
  /** Every version for a usage class, in no sequence. @throws DomainError `tariff.missing` when it has none */
  of(usageClass: UsageClass): readonly Tariff[]
  /** The rules of late fee of one version. @throws Error for a tariff that a bill names and nobody published */
  lateFee(tariffId: string): LateFeePolicy
}

/** A query, or a step when given a transaction. */
export async function loadTariffs(manager: EntityManager): Promise<TariffBook> {
  const rows = await manager.find(TariffTable)
  const byClass = Map.groupBy(
    rows.map((row) => row.definition),
    (tariff) => tariff.usageClass,
  )
  const byId = new Map(rows.map((row) => [row.tariffCode, row.definition]))
  return {
    of(usageClass) {
      const versions = byClass.get(usageClass)
      if (!versions) throw tariffMissingForClass(usageClass)
      return versions
    },
    lateFee(tariffId) {
      const tariff = byId.get(tariffId)
      if (!tariff) throw new Error(`a bill names the tariff ${tariffId}, which is not published`)
      return tariff.lateFee
    },
  }
}
