import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, forUpdate } from '#core/kernel/database.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { partnerUnknown } from '#core/partners/partners.errors.ts'
import type { PartnerDay } from './payment.ts'
import { PartnerDayTable } from './payment.table.ts'
import { dayDiffers, dayInFuture } from './payments.errors.ts'
import { listPartnerDay, totalsOf } from './partnerDayFile.ts'

/**
 * 扎帐: the partner closes a day with its own figures; the hub answers its own. Where they differ, the day's file shows
 * which transactions. Money taken later belongs to the next day. Repeated with the same figures it answers the same.
 * @throws DomainError `partner.unknown`, `partnerDay.future`, `partnerDay.differs`
 */
export function endPartnerDay(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  claim: { channel: string; businessDate: BusinessDate; count: number; total: Fen },
): Promise<PartnerDay> {
  const { channel, businessDate, count, total } = claim
  return database.transaction(async (tx) => {
    const now = clock()
    if (businessDate > dateOf(now)) throw dayInFuture()
    // Waits for the money that is just being booked into this day; what comes later finds it closed.
    const [partner]: unknown[] = await tx.query(`select id from partner where code = ?${forUpdate(tx)}`, [channel])
    if (!partner) throw partnerUnknown(channel)
    const earlier = await tx.findOneBy(PartnerDayTable, { channel, businessDate })
    if (earlier) {
      if (earlier.theirCount !== count || earlier.theirTotal !== total) throw dayDiffers()
      return earlier
    }
    const ours = totalsOf(await listPartnerDay(tx, channel, businessDate))
    const day: PartnerDay = {
      id: newId(now),
      channel,
      businessDate,
      theirCount: count,
      theirTotal: total,
      ourCount: ours.count,
      ourTotal: fen(ours.total),
      closedAt: now,
    }
    await tx.insert(PartnerDayTable, day)
    const details = { businessDate, count, total, ourCount: day.ourCount, ourTotal: day.ourTotal }
    await recordAudit(
      tx,
      actor,
      { action: 'partnerDay.closed', subject: { kind: 'partnerDay', id: day.id }, details },
      now,
    )
    return day
  })
}
