import { type BusinessDate, addDays } from '#core/kernel/businessDate.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import type { Entry } from '#core/ledger/post.ts'
import type { Bill, BillKind } from './bill.ts'
import type { PriceLine, PricedWater } from './priceWater.ts'
import { type Tariff, tariffOn } from './tariff.ts'
import type { WaterToPrice } from './priceWater.ts'

export interface BillToMake {
  accountId: string
  householdId: string
  runId: string | null
  kind: BillKind
  water: Pick<WaterToPrice, 'tariffs' | 'period' | 'volume'>
  priced: PricedWater
}

/** A bill of priced water, issued on `today`: due when the term of its tariff is over. Nothing to pay is settled. */
export function makeBill(
  { accountId, householdId, runId, kind, water, priced }: BillToMake,
  today: BusinessDate,
  now: number,
): Bill {
  const tariff: Tariff = tariffOn(water.tariffs, water.period.to)
  return {
    id: newId(now),
    accountId,
    runId,
    kind,
    state: priced.amount === 0 ? 'settled' : 'open',
    fromDate: water.period.from,
    toDate: water.period.to,
    volume: water.volume,
    amount: priced.amount,
    paid: fen(0),
    feePaid: fen(0),
    feeMicro: 0,
    feeAccruedTo: null,
    dueOn: addDays(today, tariff.lateFee.termDays),
    tariffId: tariff.id,
    priceLines: priced.lines,
    parts: priced.parts.map((part) => ({ householdId, ...part })),
    issuedAt: now,
  }
}

/** The journal entry of a bill: what is receivable, by what it is for. `sign` -1 takes it back. */
export function billEntry(
  bill: Pick<Bill, 'id' | 'accountId' | 'amount' | 'priceLines'>,
  bookedOn: BusinessDate,
  sign: 1 | -1 = 1,
): Entry {
  const of = (component: PriceLine['component']) => {
    let total = 0
    for (const line of bill.priceLines) if (line.component === component) total += line.amount
    return fen(-sign * total)
  }
  return {
    kind: sign === 1 ? 'bill' : 'billCancelled',
    sourceId: bill.id,
    accountId: bill.accountId,
    bookedOn,
    amounts: {
      receivable: fen(sign * bill.amount),
      'revenue.supply': of('supply'),
      'revenue.sewage': of('sewage'),
      'revenue.resourceTax': of('resourceTax'),
    },
  }
}
