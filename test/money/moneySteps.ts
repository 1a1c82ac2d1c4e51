import fc from 'fast-check'
import { IsNull } from 'typeorm'
import { cancelBill } from '#core/billing/cancelBill.ts'
import { getDebt } from '#core/billing/getDebt.ts'
import { issueExtraBill } from '#core/billing/issueExtraBill.ts'
import type { Waiver } from '#core/billing/lateFee.ts'
import { decideWaiver, proposeWaiver } from '#core/billing/waiveLateFee.ts'
import { addDays } from '#core/kernel/businessDate.ts'
import { DomainError } from '#core/kernel/domainError.ts'
import { fen } from '#core/kernel/fen.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import { endPartnerDay } from '#core/payments/endPartnerDay.ts'
import { ReceiptTable } from '#core/payments/payment.table.ts'
import { ownCounter } from '#core/payments/receiveAtCounter.ts'
import { bank, clerk, type Home, type MoneyHouse, partnerActor, reverseAtBank } from './moneyHouse.ts'

/** Something that happens to one of a few homes. `pick` chooses among what is there when it happens. */
export type Step = { home: number } & (
  | { does: 'bill' | 'billExtra'; volume: number }
  | { does: 'payOnline' | 'payAtBank' | 'payAtCounter'; amount: number }
  | { does: 'payDebt'; more: number }
  | { does: 'reverse' | 'cancel'; pick: number }
  | { does: 'waive'; pick: number; waiver: Waiver }
  | { does: 'daysPass'; days: number }
  | { does: 'endDay' }
)

const volume = fc.integer({ min: 0, max: 60 })
const pick = fc.nat(5)
const amount = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 20_000 }))
const waiver: fc.Arbitrary<Waiver> = fc.oneof(
  fc.record({ kind: fc.constant('toAmount' as const), amount: fc.nat(300).map(fen) }),
  fc.record({ kind: fc.constant('byRatio' as const), ppm: fc.nat(1_000_000) }),
)
const does = <T extends string>(...names: T[]) => fc.constantFrom(...names)

export const steps = (homes: number): fc.Arbitrary<Step> => {
  const home = fc.nat(homes - 1)
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ home, does: does('bill', 'billExtra'), volume }) },
    { weight: 4, arbitrary: fc.record({ home, does: does('payOnline', 'payAtBank', 'payAtCounter'), amount }) },
    { weight: 2, arbitrary: fc.record({ home, does: does('payDebt'), more: fc.integer({ min: -1, max: 1 }) }) },
    { weight: 4, arbitrary: fc.record({ home, does: does('reverse', 'reverse', 'cancel'), pick }) },
    { weight: 1, arbitrary: fc.record({ home, does: does('waive'), pick, waiver }) },
    { weight: 2, arbitrary: fc.record({ home, does: does('daysPass'), days: fc.integer({ min: 1, max: 60 }) }) },
    { weight: 1, arbitrary: fc.record({ home, does: does('endDay') }) },
  )
}

/** Lets a step happen. That the business refuses it is fine; anything else is thrown. Resolves to whether it was done. */
export async function take(house: MoneyHouse, homes: readonly Home[], step: Step): Promise<boolean> {
  const home = homes[step.home]
  if (!home) throw new RangeError(`no home ${step.home}`)
  try {
    return (await act(house, home, step)) !== false
  } catch (error) {
    if (error instanceof DomainError) return false
    throw error
  }
}

/** Resolves to false where there is nothing to do it with. */
function act(house: MoneyHouse, home: Home, step: Step): Promise<unknown> {
  switch (step.does) {
    case 'bill':
      return home.bill(step.volume)
    case 'billExtra':
      return billExtra(house, home, step.volume)
    case 'payOnline':
      return home.payOnline(step.amount)
    case 'payAtBank':
      return home.payAtBank(step.amount)
    case 'payAtCounter':
      return home.payAtBank(step.amount, undefined, ownCounter)
    case 'payDebt':
      return payDebt(home, step.more)
    case 'reverse':
      return reverse(house, home, step.pick)
    case 'cancel':
      return cancel(house, home, step.pick)
    case 'waive':
      return waive(house, home, step)
    case 'daysPass':
      house.time.passDays(step.days)
      return Promise.resolve()
    case 'endDay':
      return endDay(house)
  }
}

function billExtra(house: MoneyHouse, { accountId }: Home, cubic: number) {
  const today = house.time.today()
  const period = { from: addDays(today, -40), to: addDays(today, -10) }
  const extra = { accountId, kind: 'catchUp', accumulates: true, reason: '停表' } as const
  return issueExtraBill(house, clerk, { ...extra, period, volume: cubicMetres(cubic) })
}

async function payDebt(home: Home, more: number) {
  const amountToPay = (await home.debt()).total + more
  return amountToPay > 0 ? home.payAtBank(amountToPay) : false
}

async function reverse(house: MoneyHouse, { accountId }: Home, nth: number) {
  const where = { accountId, reversedAt: IsNull() }
  const receipts = await house.database.read.find(ReceiptTable, { where, order: { id: 'desc' }, take: 6 })
  const receipt = receipts[nth % 2]
  return receipt ? reverseAtBank(house, receipt) : false
}

async function cancel(house: MoneyHouse, home: Home, nth: number) {
  const bills = (await home.bills()).filter(({ state }) => state !== 'cancelled').toReversed()
  const bill = bills[nth % 2]
  const readings = nth % 3 === 0 ? 'reject' : 'keep'
  return bill ? cancelBill(house, clerk, { billId: bill.id, reason: '抄错', readings }) : false
}

async function waive(house: MoneyHouse, home: Home, step: { pick: number; waiver: Waiver }) {
  const bills = await home.bills()
  const bill = bills.at(-1 - (step.pick % 3))
  if (!bill) return false
  const proposal = await proposeWaiver(house, clerk, { billId: bill.id, waiver: step.waiver, reason: '困难' })
  return decideWaiver(house, { kind: 'staff', id: 'manager' }, { waiverId: proposal.id, approve: true })
}

const endDay = (house: MoneyHouse) =>
  endPartnerDay(house, partnerActor(bank), {
    channel: bank,
    businessDate: house.time.today(),
    count: 0,
    total: fen(0),
  })

/** What a home owes and has, now and in twenty days if nothing happens. */
export async function standing(house: MoneyHouse, home: Home) {
  const bills = (await home.bills()).map(({ id, state, paid, feePaid }) => ({ id, state, paid, feePaid }))
  const later = house.clock() + 20 * 86_400_000
  const [now, afterwards] = [await home.debt(), await getDebt({ ...house, clock: () => later }, home.accountId)]
  return { bills, prepayment: await home.prepayment(), now, afterwards }
}
