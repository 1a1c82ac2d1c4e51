import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Litres, litres } from '#core/kernel/litres.ts'

export interface BillingRunPreview {
  /** Open accounts of the route or city. */
  accounts: number
  /** Those of them with readings that nobody billed yet: at most so many bills. */
  toBill: number
  volume: Litres
  /** Readings that wait for a person, and are left out. */
  inReview: number
}

/** What a billing run would find; writes nothing. What it would come to is known only by running it. */
export async function previewBillingRun(
  { database }: { database: Database },
  { routeId, through }: { routeId: string | null; through: BusinessDate },
): Promise<BillingRunPreview> {
  const [where, route] = routeId === null ? ['', []] : [' and a.routeId = ?', [routeId]]
  const [open]: { accounts: number }[] = await database.read.query(
    `select count(*) as accounts from account a where a.closedOn is null${where}`,
    route,
  )
  const [row]: { toBill: number; volume: number | null; inReview: number | null }[] = await database.read.query(
    `select count(distinct case when r.state = 'accepted' then r.accountId end) as toBill,
            sum(case when r.state = 'accepted' then r.volume else 0 end) as volume,
            sum(case when r.state = 'review' then 1 else 0 end) as inReview
       from reading r join account a on a.id = r.accountId
      where r.billId is null and r.readOn <= ? and a.closedOn is null${where}`,
    [through, ...route],
  )
  return {
    accounts: Number(open?.accounts ?? 0),
    toBill: Number(row?.toBill ?? 0),
    volume: litres(Number(row?.volume ?? 0)),
    inReview: Number(row?.inReview ?? 0),
  }
}
