import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { LedgerTable } from '#core/ledger/ledger.table.ts'
import { databases } from '#test/databases.ts'
import { expectSound } from '#test/money/expectSound.ts'
import {
  bank,
  createMoneyHouse,
  type Home,
  type MoneyHouse,
  otherBank,
  partnerActor,
  reverseAtBank,
} from '#test/money/moneyHouse.ts'
import { endPartnerDay } from './endPartnerDay.ts'
import type { Receipt } from './payment.ts'
import { ReceiptTable, ReversalTable } from './payment.table.ts'
import type { ReversalWanted } from './reverseReceipt.ts'

describe.each(databases)('what a reversal is refused for on $kind', ({ open }) => {
  let database: Database
  let house: MoneyHouse
  let home: Home

  beforeEach(async () => {
    database = await open()
    house = await createMoneyHouse(database)
    home = await house.newHome()
  })
  afterEach(async () => {
    await expectSound(database)
    await database.close()
  })

  const reverse = (receipt: Receipt, change: Partial<ReversalWanted> = {}) => reverseAtBank(house, receipt, change)
  const conflict = (code: string) => ({ kind: 'conflict', code })

  it('is refused on another day than that of the payment', async () => {
    const receipt = await home.payAtBank(100)
    house.time.passDays(1)
    await expect(reverse(receipt)).rejects.toMatchObject(conflict('reversal.notSameDay'))
  })

  it('is refused with another amount', async () => {
    const receipt = await home.payAtBank(100)
    await expect(reverse(receipt, { amount: fen(99) })).rejects.toMatchObject(conflict('reversal.amountDiffers'))
  })

  it('is refused for a serial that this bank did not book', async () => {
    const receipt = await home.payAtBank(100)
    const unknown = { kind: 'notFound', code: 'receipt.unknown' }
    await expect(reverse(receipt, { channel: otherBank })).rejects.toMatchObject(unknown)
    await expect(reverse(receipt, { original: 'nothing' })).rejects.toMatchObject(unknown)
  })

  it('is refused once an invoice was issued', async () => {
    const receipt = await home.payAtBank(100)
    await database.transaction((tx) => tx.update(ReceiptTable, { id: receipt.id }, { invoicedAt: house.clock() }))
    await expect(reverse(receipt)).rejects.toMatchObject(conflict('reversal.invoiced'))
  })

  it('is refused while there is newer money on the account, and goes on once that was reversed', async () => {
    const first = await home.payAtBank(100)
    const second = await home.payAtBank(200)
    await expect(reverse(first)).rejects.toMatchObject({
      ...conflict('reversal.notNewest'),
      data: { newestNumber: second.number },
    })
    await reverse(second)
    await reverse(first)
    expect(await home.prepayment()).toBe(0)
  })

  it('is refused after the end of the day that its receipt is in', async () => {
    const receipt = await home.payAtBank(100)
    const end = (businessDateText: string, count: number, total: number) =>
      endPartnerDay(house, partnerActor(bank), {
        channel: bank,
        businessDate: businessDate(businessDateText),
        count,
        total: fen(total),
      })
    await end('2026-01-05', 1, 100)
    await expect(reverse(receipt)).rejects.toMatchObject(conflict('reversal.dayClosed'))
    const tomorrows = await home.payAtBank(300)
    expect(await reverse(tomorrows)).toMatchObject({ bookedOn: '2026-01-06' })
  })

  it('answers the first when it is repeated, and refuses its serial for anything else', async () => {
    const receipt = await home.payAtBank(100)
    const other = await (await house.newHome()).payAtBank(100)
    const reversal = await reverse(receipt, { serial: 'back' })
    expect(await reverse(receipt, { serial: 'back' })).toEqual(reversal)
    const differs = conflict('partner.serialDiffers')
    await expect(reverse(other, { serial: 'back' })).rejects.toMatchObject(differs)
    await expect(reverse(receipt, { serial: 'back', amount: fen(99) })).rejects.toMatchObject(differs)
    await expect(reverse(receipt, { serial: 'again' })).rejects.toMatchObject(conflict('reversal.already'))
    expect(await database.read.count(ReversalTable)).toBe(1)
  })

  it('is repeated a day later with the same answer', async () => {
    const receipt = await home.payAtBank(100)
    const reversal = await reverse(receipt, { serial: 'back' })
    house.time.passDays(1)
    expect(await reverse(receipt, { serial: 'back' })).toEqual(reversal)
  })

  it('leaves nothing when it is refused', async () => {
    const receipt = await home.payAtBank(100)
    const before = await database.read.count(LedgerTable)
    await expect(reverse(receipt, { amount: fen(1) })).rejects.toThrow('reversal.amountDiffers')
    expect(await database.read.count(LedgerTable)).toBe(before)
    expect(await database.read.count(ReversalTable)).toBe(0)
    expect(await database.read.find(ReceiptTable)).toEqual([receipt])
  })
})
