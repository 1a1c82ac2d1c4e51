import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import type { PartnerDay } from './payment.ts'

/** A day that a partner has closed, with the partner's name. */
export type ListedPartnerDay = PartnerDay & { partnerName: string | null }

/** Days that partners have closed, between two days, both included; newest first, at most 400. */
export async function listPartnerDays(
  { database }: { database: Database },
  { from, to, channel }: { from: BusinessDate; to: BusinessDate; channel?: string | undefined },
): Promise<ListedPartnerDay[]> {
  const [only, parameters] = channel === undefined ? ['', []] : [' and d.channel = ?', [channel]]
  const rows: ListedPartnerDay[] = await database.read.query(
    `select d.id, d.channel, d.businessDate, d.theirCount, d.theirTotal, d.ourCount, d.ourTotal, d.closedAt,
            p.name as partnerName
       from partner_day d left join partner p on p.code = d.channel
      where d.businessDate >= ? and d.businessDate <= ?${only} order by d.businessDate desc, d.channel limit 400`,
    [from, to, ...parameters],
  )
  return rows.map((row) => ({
    ...row,
    theirCount: Number(row.theirCount),
    theirTotal: fen(Number(row.theirTotal)),
    ourCount: Number(row.ourCount),
    ourTotal: fen(Number(row.ourTotal)),
    closedAt: Number(row.closedAt),
  }))
}
