import { BillingRunTable } from '#core/billing/billing.table.ts'
import type { BillableAccount } from '#core/billing/gatherBillables.ts'
import { issueBills, totalOf } from '#core/billing/issueBills.ts'
import type { TariffBook } from '#core/billing/loadTariffs.ts'
import { dateOf, startOf } from '#core/kernel/businessDate.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows, placeholders } from '#core/kernel/rows.ts'
import { MeterTable, ReadingTable } from '#core/metering/metering.table.ts'
import { bookPayments, type Visit } from './bookPayments.ts'
import type { DemoAccount } from './demoAccount.ts'
import { amountFor, visitAfter } from './habits.ts'
import type { Register } from './households.ts'
import { demoName } from './meterLife.ts'
import { issuedAt, recordedAt } from './readingDates.ts'
import { type PeriodReadings, readPeriod } from './readPeriod.ts'
import type { DemoRoute } from './routes.ts'
import type { Tills } from './tills.ts'

/** What the periods have in common. */
export interface History {
  register: Register
  book: TariffBook
  tills: Tills
  /** Nothing happens later. Epoch ms. */
  now: number
}

/**
 * A step: one period of one route: it is read, billed in the night after, and until the next bill people come to pay.
 * The bills are those of a run that has begun and ended then.
 */
export async function passPeriod(
  tx: Transaction,
  { route, period, accounts }: { route: DemoRoute; period: number; accounts: readonly DemoAccount[] },
  { register, book, tills, now }: History,
): Promise<void> {
  const through = route.dates[period + 1]
  if (through === undefined) throw new RangeError(`no period ${period}`)
  const walk = { period, on: through, at: recordedAt(through) }
  const read = accounts.flatMap((demo) => readPeriod(demo, walk, register) ?? [])
  await addReadings(tx, read)
  const issued = issuedAt(through)
  await issueRun(tx, route, accounts, { through, book }, issued)
  const issuedOn = startOf(dateOf(issued))
  const visits = accounts.flatMap((demo): Visit[] => {
    const at = visitAfter(demo.habit, period, issuedOn, demo.random)
    if (at === null || at > now) return []
    const { habit, account } = demo
    return [
      {
        accountId: account.id,
        at,
        amountFor: (due) => amountFor(habit, period, due),
        taken: (when) => tills.take(when, habit, route.centre),
      },
    ]
  })
  await bookPayments(tx, visits, { book, now: issued })
}

async function addReadings(tx: Transaction, read: readonly PeriodReadings[]) {
  for (const { replaced } of read) {
    if (!replaced) continue
    await tx.update(MeterTable, { id: replaced.removed.id }, { removedOn: replaced.on })
    await insertRows(tx, MeterTable, [replaced.installed])
  }
  await insertRows(
    tx,
    ReadingTable,
    read.flatMap(({ readings }) => readings),
  )
}

async function issueRun(
  tx: Transaction,
  route: DemoRoute,
  accounts: readonly DemoAccount[],
  { through, book }: { through: (typeof route.dates)[number]; book: TariffBook },
  at: number,
) {
  const ids = accounts.map(({ account }) => account.id)
  const billable: BillableAccount[] = await tx.query(
    `select id, householdId, usageClass, lowIncomeUntil, prepayment from account where id in ${placeholders(ids)}
      order by number`,
    ids,
  )
  const runId = newId(at)
  const run = {
    id: runId,
    routeId: route.id,
    through,
    state: 'finished' as const,
    doneUpTo: '',
    accountsDone: ids.length,
    accountsTotal: ids.length,
    bills: 0,
    amount: fen(0),
    startedBy: demoName,
    startedAt: at,
    finishedAt: at,
  }
  await insertRows(tx, BillingRunTable, [run])
  const bills = await issueBills(tx, billable, { through, runId, book }, at)
  await tx.query('update billing_run set bills = ?, amount = ? where id = ?', [bills.length, totalOf(bills), runId])
  // Nobody is to be told today of a bill that came long ago.
  await tx.query('update event set fannedOutAt = ? where fannedOutAt is null and createdAt = ?', [at, at])
}
