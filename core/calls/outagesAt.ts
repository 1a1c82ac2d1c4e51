import type { OutageKind } from '#core/contract/outages.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'

export interface OutageAtAccount {
  id: string
  kind: OutageKind
  place: string
  plannedFrom: number
  plannedTo: number
  begun: boolean
}

/** Outages that people have been told of and that are not over, at one account; those that have begun first. */
export async function outagesAt(
  { database, clock }: { database: Database; clock: Clock },
  accountId: string,
): Promise<OutageAtAccount[]> {
  const now = clock()
  const rows: Omit<OutageAtAccount, 'begun'>[] = await database.read.query(
    `select o.id, o.kind, o.place, o.plannedFrom, o.plannedTo
       from outage_affected x join outage o on o.id = x.outageId
      where x.accountId = ? and o.stage > 0 and o.endedAt is null order by o.plannedFrom, o.id`,
    [accountId],
  )
  return rows.map((row) => {
    const [plannedFrom, plannedTo] = [Number(row.plannedFrom), Number(row.plannedTo)]
    return { ...row, plannedFrom, plannedTo, begun: plannedFrom <= now }
  })
}
