import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { expectSound } from '#test/money/expectSound.ts'
import {
  bank,
  createMoneyHouse,
  type Home,
  type MoneyHouse,
  newSerial,
  otherBank,
  reverseAtBank,
} from '#test/money/moneyHouse.ts'
import { findPartnerTransaction } from './findPartnerTransaction.ts'
import { ReceiptTable } from './payment.table.ts'
import { ownCounter } from './receiveAtCounter.ts'

describe.each(databases)('money at a counter on $kind', ({ open }) => {
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

  const differs = { kind: 'conflict', code: 'partner.serialDiffers' }

  it('pays what the account owes, under the serial and branch of the bank', async () => {
    await home.bill(10)
    const receipt = await home.payAtBank(2_500, 'S1')
    expect(receipt).toMatchObject({ channel: bank, transactionId: 'S1', paymentId: null, subChannel: '0301' })
    expect(receipt).toMatchObject({ toBills: 2_400, toPrepayment: 100, bookedOn: '2026-01-05' })
    expect(await home.payAtBank(100, 'S1', ownCounter)).toMatchObject({ channel: 'counter', toPrepayment: 100 })
  })

  it('is refused for an account that nobody has', async () => {
    const unknown = house.receiveAtBank({ accountNumber: '99999999', serial: 'S1', amount: 100 })
    await expect(unknown).rejects.toMatchObject({ kind: 'notFound', code: 'account.unknown' })
    expect(await database.read.count(ReceiptTable)).toBe(0)
  })

  it('is at most what is owed at an account that was closed', async () => {
    await home.bill(10)
    await database.transaction((tx) =>
      tx.update(AccountTable, { id: home.accountId }, { closedOn: house.time.today() }),
    )
    const refused = { kind: 'conflict', code: 'payment.accountClosed', data: { total: 2_400 } }
    await expect(home.payAtBank(2_401, 'S1')).rejects.toMatchObject(refused)
    await expect(home.payAtBank(2_401, 'S1', ownCounter)).rejects.toMatchObject(refused)
    expect(await database.read.count(ReceiptTable)).toBe(0)
    const receipt = await home.payAtBank(2_400, 'S1')
    expect(await home.payAtBank(2_400, 'S1')).toEqual(receipt)
    await expect(home.payAtBank(1, 'S2')).rejects.toMatchObject({ ...refused, data: { total: 0 } })
  })

  it('is one receipt when the serial is repeated, one after the other and a hundred times at once', async () => {
    await home.bill(10)
    const first = await home.payAtBank(2_400, 'S1')
    house.time.passDays(3)
    expect(await home.payAtBank(2_400, 'S1')).toEqual(first)
    const answers = await Promise.all(Array.from({ length: 100 }, () => home.payAtBank(700, 'S2')))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(await database.read.count(ReceiptTable)).toBe(2)
    expect(await home.prepayment()).toBe(700)
  })

  it('is two receipts when two banks use one serial', async () => {
    await Promise.all([home.payAtBank(100, 'S1', bank), home.payAtBank(100, 'S1', otherBank)])
    expect(await database.read.count(ReceiptTable)).toBe(2)
  })

  it('is refused when the serial comes again with another amount or account', async () => {
    const other = await house.newHome()
    await home.payAtBank(100, 'S1')
    await expect(home.payAtBank(101, 'S1')).rejects.toMatchObject(differs)
    await expect(other.payAtBank(100, 'S1')).rejects.toMatchObject(differs)
    expect(await database.read.count(ReceiptTable)).toBe(1)
  })

  it('is booked for one account when the serial comes for two at the same moment', async () => {
    const other = await house.newHome()
    for (let round = 0; round < 5; round++) {
      const serial = newSerial()
      const answers = await Promise.allSettled([home, other].map((each) => each.payAtBank(100, serial)))
      const [refused] = answers.filter((answer) => answer.status === 'rejected')
      expect(refused?.reason).toMatchObject(differs)
    }
    expect(await database.read.count(ReceiptTable)).toBe(5)
  })

  it('is found again by its serial, by the bank that booked it', async () => {
    const find = (channel: string, serial: string) => findPartnerTransaction(house, channel, serial)
    const receipt = await home.payAtBank(100, 'S1')
    expect(await find(bank, 'S1')).toEqual({ state: 'paid', receipt })
    expect(await find(otherBank, 'S1')).toEqual({ state: 'unknown' })
    expect(await find(bank, 'R1')).toEqual({ state: 'unknown' })
    const reversal = await reverseAtBank(house, receipt, { serial: 'R1' })
    expect(await find(bank, 'S1')).toEqual({
      state: 'reversed',
      receipt: { ...receipt, reversedAt: reversal.reversedAt },
    })
    expect(await find(bank, 'R1')).toEqual({ state: 'reversal', reversal })
    expect(await find(otherBank, 'R1')).toEqual({ state: 'unknown' })
  })
})
