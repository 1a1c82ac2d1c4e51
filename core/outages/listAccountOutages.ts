import type { z } from 'zod'
import type { AccountOutage } from '#core/contract/outages.ts'
import type { Database } from '#core/kernel/database.ts'

/** Outages that people at an account were told of, the newest first, over or not; at most fifty. */
export async function listAccountOutages(
  { database }: { database: Database },
  accountId: string,
): Promise<z.input<typeof AccountOutage>[]> {
  const rows: z.input<typeof AccountOutage>[] = await database.read.query(
    `select o.id, o.number, o.kind, o.state, o.place, o.reason, o.plannedFrom, o.plannedTo, o.actualFrom, o.actualTo
       from outage_affected x join outage o on o.id = x.outageId
      where x.accountId = ? and o.stage > 0 order by o.plannedFrom desc, o.id desc limit 50`,
    [accountId],
  )
  const time = (value: number | null) => (value === null ? null : Number(value))
  return rows.map((row) => ({
    ...row,
    plannedFrom: Number(row.plannedFrom),
    plannedTo: Number(row.plannedTo),
    actualFrom: time(row.actualFrom),
    actualTo: time(row.actualTo),
  }))
}
