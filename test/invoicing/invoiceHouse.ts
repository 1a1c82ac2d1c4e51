import { issueBill } from '#core/billing/issueBill.ts'
import type { Bill } from '#core/billing/bill.ts'
import { system } from '#core/kernel/actor.ts'
import { addDays, dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { ownCounter, receiveAtCounter } from '#core/payments/receiveAtCounter.ts'
import type { Receipt } from '#core/payments/payment.ts'
import type { TitleToSave } from '#invoices/titles/saveTitle.ts'
import { saveTitle } from '#invoices/titles/saveTitle.ts'
import { requestInvoice } from '#invoices/issuing/requestInvoice.ts'
import { demoSeller } from '#gateway/seller.ts'
import { addAcceptedReading, createHousehold } from '../household.ts'

export type InvoiceHouse = Awaited<ReturnType<typeof createInvoiceHouse>>

/** A household whose resident has a saved title and bills that are paid at the counter. */
export async function createInvoiceHouse(database: Database, clock: Clock) {
  const household = await createHousehold(database, { openedOn: addDays(dateOf(clock()), -45) })
  const { account, meter, resident } = household
  const numbers = createNumbers({ database, clock })
  const deps = { database, clock, numbers, seller: demoSeller }
  let billed = 0

  async function issue(cubicMetres = 10): Promise<Bill> {
    billed += 1
    const readOn = addDays(dateOf(clock()), billed - 40)
    const reading = { readOn, register: billed * 100_000, volume: cubicMetres * 1_000 }
    await database.transaction((tx) => addAcceptedReading(tx, meter, reading))
    return issueBill(deps, system('test'), account.id)
  }
  const pay = (amount: Fen): Promise<Receipt> =>
    receiveAtCounter(deps, system('test'), {
      channel: ownCounter,
      serial: newId(clock()),
      accountNumber: account.number,
      amount,
      subChannel: null,
    })
  async function paidBill(cubicMetres = 10): Promise<{ bill: Bill; receipt: Receipt }> {
    const bill = await issue(cubicMetres)
    return { bill, receipt: await pay(bill.amount) }
  }
  const title = (change: Partial<TitleToSave> = {}) =>
    saveTitle(deps, resident, {
      id: newId(clock()),
      kind: 'personal',
      name: '张三丰',
      taxNumber: null,
      isDefault: false,
      ...change,
    })
  const { id: titleId } = await title()

  return {
    ...household,
    deps,
    titleId,
    issue,
    pay,
    paidBill,
    title,
    request: (billIds: readonly string[], change: { id?: string; titleId?: string; receiptIds?: string[] } = {}) =>
      requestInvoice(deps, resident, {
        id: newId(clock()),
        accountId: account.id,
        billIds,
        receiptIds: [],
        titleId,
        ...change,
      }),
  }
}
