import { AccountTable } from '#core/accounts/account.table.ts'
import type { Bill } from '#core/billing/bill.ts'
import { BillTable } from '#core/billing/billing.table.ts'
import { exampleTariff } from '#core/billing/exampleTariff.ts'
import { getDebt } from '#core/billing/getDebt.ts'
import { issueBill } from '#core/billing/issueBill.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { addDays, businessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import type { Partner } from '#core/partners/partner.ts'
import { PartnerTable } from '#core/partners/partner.table.ts'
import type { Receipt } from '#core/payments/payment.ts'
import { PaymentTable } from '#core/payments/payment.table.ts'
import { receiveAtCounter } from '#core/payments/receiveAtCounter.ts'
import { type ReceiveMoneyDeps, receiveMoney } from '#core/payments/receiveMoney.ts'
import { type ReversalWanted, reverseReceipt } from '#core/payments/reverseReceipt.ts'
import { addAcceptedReading, createHousehold, type Household, morningOf } from '#test/household.ts'

export const clerk: Actor = { kind: 'staff', id: 'clerk' }
export const bank = 'DEMOBANK'
export const otherBank = 'OTHERBANK'

/** A clock that a test moves; every look at it takes a millisecond, so that what comes later is later. */
export function movableTime(begin: number) {
  let now = begin
  const clock: Clock = () => ++now
  return {
    clock,
    today: () => dateOf(now),
    goTo: (date: string) => void (now = morningOf(date)),
    passDays: (days: number) => void (now = morningOf(addDays(dateOf(now), days))),
    passMs: (ms: number) => void (now += ms),
  }
}

/** A database with two partners and a clock, and homes that owe money. Everything in it is invented. */
export async function createMoneyHouse(database: Database, begin = '2026-01-05') {
  const time = movableTime(morningOf(begin))
  const { clock } = time
  const deps = { database, clock, numbers: createNumbers({ database, clock }) }
  await database.transaction(async (tx) => {
    for (const code of [bank, otherBank]) await tx.insert(PartnerTable, partnerOf(code, clock()))
  })
  return {
    ...deps,
    time,
    newHome: () => newHome(deps),
    /** What a bank sends that names no branch. */
    receiveAtBank: (money: { accountNumber: string; serial: string; amount: number }) =>
      receiveAtCounter(deps, partnerActor(bank), {
        ...money,
        channel: bank,
        amount: fen(money.amount),
        subChannel: null,
      }),
  }
}
export type MoneyHouse = Awaited<ReturnType<typeof createMoneyHouse>>
export type Home = Awaited<ReturnType<typeof newHome>>

let serials = 0
export const newSerial = () => `T${String(++serials).padStart(8, '0')}`

async function newHome(deps: ReceiveMoneyDeps) {
  const { database, clock } = deps
  const openedOn = businessDate('2025-12-01')
  const household: Household = await createHousehold(database, { tariffs: [exampleTariff], openedOn })
  const { id: accountId, number: accountNumber } = household.account
  let register = 0

  /** Writes down a reading of so many cubic metres, not billed yet. */
  async function read(volume: number) {
    register += cubicMetres(volume)
    const reading = { readOn: dateOf(clock()), register, volume: cubicMetres(volume) }
    await database.transaction((tx) => addAcceptedReading(tx, household.meter, reading))
  }
  /** A payment that a resident has begun, as `startPayment` writes it. */
  async function begin(amount: number, channel = 'sandbox'): Promise<string> {
    const now = clock()
    const id = newId(now)
    const times = { createdAt: now, expiresAt: now + 1_800_000, nextPollAt: now + 15_000, polls: 0 }
    const row = { id, accountId, residentId: household.resident.id, channel, amount: fen(amount), ...times }
    await database.transaction((tx) => tx.insert(PaymentTable, { ...row, state: 'pending' }))
    return id
  }
  /** As a callback does. */
  const tell = (paymentId: string, amount: number, transactionId: string) =>
    receiveMoney(deps, { channel: 'sandbox', transactionId, paymentId, amount: fen(amount) })
  return {
    ...household,
    accountId,
    accountNumber,
    read,
    begin,
    /** Bills so many cubic metres: 2.40 yuan each, while they are in the first tier. */
    async bill(volume: number): Promise<Bill> {
      await read(volume)
      return issueBill(deps, clerk, accountId)
    },
    tell,
    payOnline: async (amount: number) => tell(await begin(amount), amount, newSerial()),
    payAtBank: (amount: number, serial = newSerial(), channel = bank) =>
      receiveAtCounter(deps, partnerActor(channel), {
        channel,
        serial,
        accountNumber,
        amount: fen(amount),
        subChannel: '0301',
      }),
    debt: () => getDebt(deps, accountId),
    prepayment: async (): Promise<Fen> =>
      (await database.read.findOneByOrFail(AccountTable, { id: accountId })).prepayment,
    bills: () => database.read.find(BillTable, { where: { accountId }, order: { toDate: 'asc', id: 'asc' } }),
  }
}

/** Takes a bank's receipt back, with all that a reversal has to name right unless said otherwise. */
export const reverseAtBank = (
  deps: Pick<ReceiveMoneyDeps, 'database' | 'clock'>,
  receipt: Receipt,
  change: Partial<ReversalWanted> = {},
) =>
  reverseReceipt(deps, partnerActor(receipt.channel), {
    channel: receipt.channel,
    original: receipt.transactionId,
    serial: newSerial(),
    amount: receipt.amount,
    reason: '柜员误操作',
    ...change,
  })

export const partnerActor = (code: string): Actor => ({ kind: 'partner', id: code })

const partnerOf = (code: string, now: number): Partner => ({
  id: newId(now),
  code,
  name: `测试银行${code}`,
  publicKeyPem: '',
  keyFingerprint: code,
  allowedAddresses: [],
  ratePerMinute: 600,
  serviceFrom: null,
  serviceTo: null,
  disabledAt: null,
  createdAt: now,
})
