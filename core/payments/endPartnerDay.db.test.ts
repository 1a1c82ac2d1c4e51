import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import { addDays, businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
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
import { partnerDayFile } from './partnerDayFile.ts'
import { PartnerDayTable, ReceiptTable, ReversalTable } from './payment.table.ts'

describe.each(databases)('the end of a bank’s day on $kind', ({ open }) => {
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

  const end = (day: string, count: number, total: number, channel = bank) =>
    endPartnerDay(house, partnerActor(channel), { channel, businessDate: businessDate(day), count, total: fen(total) })
  const fileOf = (day: string, channel = bank) => partnerDayFile(house, channel, businessDate(day))

  it('answers the hub’s figures, reversals taken off, and is written down', async () => {
    await home.payAtBank(1_000)
    await reverseAtBank(house, await home.payAtBank(250))
    await home.payAtBank(9_999, 'of another', otherBank)
    const day = await end('2026-01-05', 3, 1_000)
    expect(day).toMatchObject({ channel: bank, businessDate: '2026-01-05', theirCount: 3, theirTotal: 1_000 })
    expect(day).toMatchObject({ ourCount: 3, ourTotal: 1_000 })
    expect(await database.read.find(PartnerDayTable)).toEqual([day])
    expect(await database.read.findBy(AuditTable, { action: 'partnerDay.closed' })).toMatchObject([
      { actorKind: 'partner', actorId: bank, subjectId: day.id },
    ])
  })

  it('closes a day also where the figures differ, and says both', async () => {
    await home.payAtBank(1_000)
    expect(await end('2026-01-05', 2, 1_500)).toMatchObject({
      theirCount: 2,
      theirTotal: 1_500,
      ourCount: 1,
      ourTotal: 1_000,
    })
  })

  it('closes a day without any transaction', async () => {
    expect(await end('2026-01-05', 0, 0)).toMatchObject({ ourCount: 0, ourTotal: 0 })
    expect(await fileOf('2026-01-05')).toBe('0|0.00\n')
  })

  it('answers the same when it is repeated, also ten times at once, and refuses other figures', async () => {
    await home.payAtBank(1_000)
    const days = await Promise.all(Array.from({ length: 10 }, () => end('2026-01-05', 1, 1_000)))
    await home.payAtBank(500)
    house.time.passDays(1)
    days.push(await end('2026-01-05', 1, 1_000))
    for (const day of days) expect(day).toEqual(days[0])
    for (const [count, total] of [
      [2, 1_000],
      [1, 1_001],
    ] as const) {
      await expect(end('2026-01-05', count, total)).rejects.toMatchObject({
        kind: 'conflict',
        code: 'partnerDay.differs',
      })
    }
  })

  it('is refused for a day that has not come, and for a bank that nobody knows', async () => {
    await expect(end('2026-01-06', 0, 0)).rejects.toMatchObject({ kind: 'conflict', code: 'partnerDay.future' })
    await expect(end('2026-01-05', 0, 0, 'NOBODY')).rejects.toMatchObject({ kind: 'notFound', code: 'partner.unknown' })
    expect(await database.read.count(PartnerDayTable)).toBe(0)
  })

  it('sends what is paid after it to the next day, for this bank only', async () => {
    await home.payAtBank(1_000)
    await end('2026-01-05', 1, 1_000)
    expect(await home.payAtBank(2_000)).toMatchObject({ bookedOn: '2026-01-06' })
    expect(await home.payAtBank(3_000, 'S', otherBank)).toMatchObject({ bookedOn: '2026-01-05' })
    house.time.passDays(1)
    expect(await home.payAtBank(4_000)).toMatchObject({ bookedOn: '2026-01-06' })
    expect(await end('2026-01-06', 2, 6_000)).toMatchObject({ ourCount: 2, ourTotal: 6_000 })
  })

  it('may come on a later day', async () => {
    await home.payAtBank(1_000)
    house.time.passDays(1)
    await home.payAtBank(2_000)
    expect(await end('2026-01-05', 1, 1_000)).toMatchObject({ ourCount: 1, ourTotal: 1_000 })
  })

  it('gives a file of all its transactions in their sequence, amounts in yuan', async () => {
    const other = await house.newHome()
    await home.payAtBank(123_456, 'S1')
    const second = await other.payAtBank(5, 'S2')
    await reverseAtBank(house, second, { serial: 'R1' })
    await house.receiveAtBank({ accountNumber: home.accountNumber, serial: 'S3', amount: 100 })
    await end('2026-01-05', 4, 123_556)
    await home.payAtBank(700, 'too late')
    expect(await fileOf('2026-01-05')).toBe(
      [
        '4|1235.56',
        `20260105|S1|${home.accountNumber}|1234.56|0301|pay`,
        `20260105|S2|${other.accountNumber}|0.05|0301|pay`,
        `20260105|R1|${other.accountNumber}|-0.05|0301|reverse`,
        `20260105|S3|${home.accountNumber}|1.00||pay`,
        '',
      ].join('\n'),
    )
  })

  it('has no file before it', async () => {
    await home.payAtBank(100)
    const notClosed = { kind: 'conflict', code: 'partnerDay.notClosed' }
    await expect(fileOf('2026-01-05')).rejects.toMatchObject(notClosed)
    await end('2026-01-05', 1, 100)
    await expect(fileOf('2026-01-05', otherBank)).rejects.toMatchObject(notClosed)
  })

  it('loses nothing of what is paid and reversed at the same moment, and nothing comes into its file afterwards', async () => {
    const homes = await Promise.all(Array.from({ length: 12 }, () => house.newHome()))
    const files: { count: number; total: number }[] = []
    for (let round = 0; round < 6; round++) {
      const day = house.time.today()
      const early = await Promise.all(homes.slice(0, 6).map((each) => each.payAtBank(100)))
      const moving = [
        ...early.map((receipt) => reverseAtBank(house, receipt).catch(onlyDayClosed)),
        ...homes.slice(6).map((each) => each.payAtBank(1_000)),
      ]
      const closing = end(day, 0, 0)
      const more = homes.slice(6).map((each) => each.payAtBank(10_000))
      const [{ ourCount, ourTotal }] = await Promise.all([closing, ...moving, ...more])
      const file = headOf(await fileOf(day))
      expect(file).toEqual({ count: ourCount, total: ourTotal })
      files.push(file)
      house.time.goTo(addDays(day, 1))
    }
    const last = house.time.today()
    await end(last, 0, 0)
    files.push(headOf(await fileOf(last)))

    const [receipts, reversals] = [await database.read.find(ReceiptTable), await database.read.find(ReversalTable)]
    const total = (rows: readonly { amount: number }[]) => rows.reduce((sum, { amount }) => sum + amount, 0)
    expect(receipts).toHaveLength(6 * 18)
    expect(files.reduce((sum, { count }) => sum + count, 0)).toBe(receipts.length + reversals.length)
    expect(files.reduce((sum, file) => sum + file.total, 0)).toBe(total(receipts) - total(reversals))
  })
})

function onlyDayClosed(error: unknown) {
  expect(error).toMatchObject({ code: 'reversal.dayClosed' })
}

/** `count|total` of a file, which its lines must come to; the total in fen. */
function headOf(file: string): { count: number; total: number } {
  const [head = '', ...lines] = file.trimEnd().split('\n')
  const inFen = (yuan = '') => Math.round(Number(yuan) * 100)
  const [count, total] = head.split('|')
  expect(lines).toHaveLength(Number(count))
  expect(lines.reduce((sum, line) => sum + inFen(line.split('|')[3]), 0)).toBe(inFen(total))
  return { count: Number(count), total: inFen(total) }
}
