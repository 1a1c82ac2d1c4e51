import { lockAccount } from '#core/accounts/lockAccount.ts'
import { usageClassOn } from '#core/accounts/account.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { publish } from '#core/kernel/event.ts'
import type { Litres } from '#core/kernel/litres.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { post } from '#core/ledger/post.ts'
import { loadUsed, storeUsed } from './accumulate.ts'
import type { Bill } from './bill.ts'
import { billDiffers } from './billing.errors.ts'
import { billsIssued } from './billing.events.ts'
import { BillTable } from './billing.table.ts'
import { householdPopulations } from './gatherBillables.ts'
import { loadTariffs } from './loadTariffs.ts'
import { billEntry, makeBill } from './makeBill.ts'
import { priceWater } from './priceWater.ts'
import { settleFromPrepayment } from './settleFromPrepayment.ts'

export interface ExtraBill {
  /** Chosen by whoever asks, so that asking twice is asking once; without one it is a new bill. */
  id?: string
  accountId: string
  /** `penalty` stays out of the tiers and of the accumulation; `catchUp` is tiered, and counts if `accumulates`. */
  kind: 'catchUp' | 'penalty'
  accumulates: boolean
  period: { from: BusinessDate; to: BusinessDate }
  volume: Litres
  reason: string
}

/**
 * 追收: bills water that no reading stands for: what a stopped meter missed, or what was taken without one.
 * @throws DomainError `account.unknown`, `tariff.missing`, `bill.differs` when the id is that of another bill
 */
export function issueExtraBill(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  extra: ExtraBill,
): Promise<Bill> {
  const { accountId, kind, period, volume, reason } = extra
  return database.transaction(async (tx) => {
    const now = clock()
    const today = dateOf(now)
    const account = await lockAccount(tx, accountId)
    const earlier = extra.id === undefined ? null : await tx.findOneBy(BillTable, { id: extra.id })
    if (earlier) {
      if (earlier.accountId !== accountId || earlier.kind !== kind || earlier.volume !== volume) throw billDiffers()
      return earlier
    }
    const tariffs = (await loadTariffs(tx)).of(usageClassOn(account, period.to))
    const { householdId } = account
    const population = (await householdPopulations(tx, [account])).get(householdId) ?? account.population
    const used = await loadUsed(tx, [householdId])
    const water = { tariffs, period, volume }
    const priced = priceWater({
      ...water,
      used: (cycle) => used.of(householdId, cycle),
      population,
      treatment: kind === 'penalty' ? 'untiered' : 'tiered',
      accumulates: kind === 'catchUp' && extra.accumulates,
    })
    const made = makeBill({ accountId, householdId, runId: null, kind, water, priced }, today, now)
    const bill = extra.id === undefined ? made : { ...made, id: extra.id }
    for (const { cycle, litres } of priced.parts) used.add(householdId, cycle, litres)
    await insertRows(tx, BillTable, [bill])
    await storeUsed(tx, used.added())
    await post(tx, [billEntry(bill, today)], now)
    await publish(tx, billsIssued, { runId: null, billIds: [bill.id] }, now)
    await settleFromPrepayment(tx, [account], today, now)
    const details = { kind, amount: bill.amount, reason }
    const act = {
      action: 'bill.issued',
      subject: { kind: 'bill', id: bill.id },
      accountId,
      unitId: account.unitId,
      details,
    }
    await recordAudit(tx, actor, act, now)
    return bill
  })
}
