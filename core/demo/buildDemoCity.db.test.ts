import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
import { bindByMeter } from '#core/accounts/bindByMeter.ts'
import type { Bill } from '#core/billing/bill.ts'
import { BillTable } from '#core/billing/billing.table.ts'
import { getDebt } from '#core/billing/getDebt.ts'
import { issueBill } from '#core/billing/issueBill.ts'
import { businessDate, dateOf, startOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { litres } from '#core/kernel/litres.ts'
import { fanOut } from '#core/kernel/outbox.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { reconcileLedger } from '#core/ledger/reconcileLedger.ts'
import { MeterTable, ReadingTable } from '#core/metering/metering.table.ts'
import { recordReading } from '#core/metering/recordReading.ts'
import { ReceiptTable } from '#core/payments/payment.table.ts'
import { receiveAtCounter } from '#core/payments/receiveAtCounter.ts'
import { createFirstAdmin } from '#core/staff/createFirstAdmin.ts'
import { databases } from '#test/databases.ts'
import { createResident } from '#test/household.ts'
import { housePassword } from '#test/staffHouse.ts'
import { buildDemoCity } from './buildDemoCity.ts'
import { type DemoCity, demoCityState, findDemoCity, type Situation } from './demoCity.ts'

const today = businessDate('2026-10-20')
/** Late in the day, so that somebody has paid today. */
const now = startOf(today) + 20 * 3_600_000
const clock = () => now
const accounts = 60

async function founded(database: Database): Promise<Database> {
  const admin = { unitName: '供水公司', login: 'admin', name: '管理员', password: housePassword }
  await createFirstAdmin({ database, clock }, admin)
  return database
}

function openKind(wanted: string): Promise<Database> {
  const found = databases.find(({ kind }) => kind === wanted)
  if (!found) throw new Error(`no database of the kind ${wanted}`)
  return found.open()
}

/** Every account's sums, which hold whatever the ids are. */
const sums = (database: Database) =>
  database.read.query<unknown[]>(
    `select a.number, a.premises, a.prepayment,
            (select sum(amount) from bill b where b.accountId = a.id) as billed,
            (select sum(paid) from bill b where b.accountId = a.id) as paid,
            (select sum(feePaid) from bill b where b.accountId = a.id) as fees,
            (select sum(volume) from reading r where r.accountId = a.id) as volume,
            (select max(transactionId) from receipt r where r.accountId = a.id) as newest
       from account a order by a.number`,
  )

describe.each(databases)('a small demo city on $kind', ({ open }) => {
  let database: Database
  let city: DemoCity
  const progress: string[] = []
  const states: string[] = []

  beforeAll(async () => {
    database = await founded(await open())
    states.push(await demoCityState(database))
    const looks: Promise<unknown>[] = []
    const onProgress = (done: number, total: number, what: string) => {
      progress.push(`${what} ${done}/${total}`)
      looks.push(demoCityState(database).then((state) => states.push(state)))
    }
    city = await buildDemoCity({ database, clock, onProgress }, { accounts })
    await Promise.all(looks)
    states.push(await demoCityState(database))
  }, 120_000)
  afterAll(() => database.close())

  const accountOf = async (situation: Situation) => {
    const number = city.demoAccounts.find((shown) => shown.situation === situation)?.accountNumber ?? ''
    return database.read.findOneByOrFail(AccountTable, { number })
  }
  const count = async (sql: string) => {
    const [row]: { found: number }[] = await database.read.query(`select count(*) as found from ${sql}`)
    return row?.found ?? 0
  }

  it('says how far it is, and is no city before it is one', () => {
    expect(progress[0]).toBe('accounts 60/60')
    expect(progress.at(-1)).toBe('history 36/36')
    expect(states[0]).toBe('none')
    expect(states.at(-1)).toBe('complete')
    expect(new Set(states.slice(1, -1))).toEqual(new Set(['partial']))
  })

  it('can be looked up afterwards, and is not built twice', async () => {
    expect(await findDemoCity(database)).toEqual(city)
    await expect(buildDemoCity({ database, clock }, { accounts })).rejects.toThrow('begun in this database before')
    expect(await database.read.count(AccountTable)).toBe(accounts)
  })

  it('has readings and bills of every account, the newest a few days old', async () => {
    expect(await database.read.count(AccountTable)).toBe(accounts)
    expect(await count('account a where not exists (select 1 from reading r where r.accountId = a.id)')).toBe(0)
    expect(await count('account a where not exists (select 1 from bill b where b.accountId = a.id)')).toBe(0)
    const full = `account a where (select count(*) from bill b where b.accountId = a.id) >= 11`
    expect(await count(full)).toBeGreaterThan(accounts * 0.9)
    const [span]: { first: string; last: string }[] = await database.read.query(
      'select min(fromDate) as first, max(toDate) as last from bill',
    )
    expect(span).toEqual({ first: '2024-10-02', last: '2026-10-18' })
    expect(await count(`reading where readOn > '${today}'`)).toBe(0)
    expect(await count(`reading where state = 'accepted' and billId is null`)).toBe(0)
  })

  it('has bills whose lines sum to their amount, and whose litres are those that were read', async () => {
    const bills = await database.read.find(BillTable)
    const volumes: { billId: string; volume: number }[] = await database.read.query(
      'select billId, sum(volume) as volume from reading where billId is not null group by billId',
    )
    const read = new Map(volumes.map(({ billId, volume }) => [billId, Number(volume)]))
    const total = (bill: Bill, of: 'amount' | 'litres', component?: string) =>
      bill.priceLines.reduce((sum, line) => sum + (component && line.component !== component ? 0 : line[of]), 0)
    expect(bills.length).toBeGreaterThan(600)
    for (const bill of bills) {
      expect(total(bill, 'amount')).toBe(bill.amount)
      for (const component of ['supply', 'sewage', 'resourceTax']) {
        expect(total(bill, 'litres', component)).toBe(bill.volume)
      }
      expect(read.get(bill.id)).toBe(bill.volume)
    }
  })

  it('proves its ledger, and has arrears, late fees, prepayment and partial payments in it', async () => {
    const proof = await reconcileLedger({ database })
    expect(proof).toMatchObject({ balanced: true, drifts: [] })
    expect(proof.debits).toBeGreaterThan(0)
    expect(await count(`bill where state = 'open' and dueOn < '${today}'`)).toBeGreaterThan(0)
    expect(await count('receipt where toLateFees > 0')).toBeGreaterThan(0)
    expect(await count('receipt where toPrepayment > 0')).toBeGreaterThan(0)
    expect(await count('settlement where receiptId is null')).toBeGreaterThan(0)
    expect(await count(`receipt where channel = 'counter'`)).toBeGreaterThan(0)
    expect(await count(`receipt where channel = 'DEMOBANK'`)).toBeGreaterThan(0)
    expect(await count(`receipt where receivedAt > ${now}`)).toBe(0)
  })

  it('shows five accounts in the situations that it says', async () => {
    const situations: Situation[] = ['paidUp', 'inArrears', 'lateFee', 'prepaid', 'largeHousehold']
    expect(city.demoAccounts.map(({ situation }) => situation)).toEqual(situations)
    const debts = new Map<Situation, Awaited<ReturnType<typeof getDebt>>>()
    for (const situation of situations) {
      debts.set(situation, await getDebt({ database, clock }, (await accountOf(situation)).id))
    }
    expect(debts.get('paidUp')).toMatchObject({ bills: [], total: 0 })
    expect(debts.get('inArrears')?.bills.length).toBeGreaterThanOrEqual(3)
    expect(debts.get('lateFee')?.lateFee).toBeGreaterThan(0)
    expect(debts.get('lateFee')?.bills.length).toBeLessThan(3)
    expect(debts.get('prepaid')?.total).toBe(0)
    expect((await accountOf('prepaid')).prepayment).toBeGreaterThan(0)
    expect((await accountOf('largeHousehold')).population).toBe(7)
  })

  it('lets a resident bind the accounts that it shows', async () => {
    const residentId = await database.transaction((tx) => createResident(tx, now))
    for (const { accountNumber, name, meterNumber, phone } of city.demoAccounts) {
      const actor = { kind: 'resident' as const, id: residentId }
      const binding = await bindByMeter({ database, clock }, actor, { accountNumber, name, meterNumber })
      const account = await database.read.findOneByOrFail(AccountTable, { number: accountNumber })
      expect(binding.accountId).toBe(account.id)
      expect(phone).toMatch(/^1380000\d{4}$/)
    }
  })

  it('tells nobody of what came long ago', async () => {
    expect(await count('event')).toBeGreaterThan(0)
    expect(await fanOut({ database, clock, handlers: [] })).toBe(0)
  })

  it('lives on: its meters are read, its accounts billed and paid, and receipts numbered', async () => {
    const { id, number } = await accountOf('inArrears')
    const meter = await database.read.findOneByOrFail(MeterTable, { accountId: id })
    const last = await database.read.findOneOrFail(ReadingTable, {
      where: { meterId: meter.id },
      order: { readOn: 'desc' },
    })
    const actor = { kind: 'staff' as const, id: 'STAFF' }
    const register = litres(last.register + 5_000)
    await recordReading({ database, clock }, actor, { meterId: meter.id, readOn: today, register, kind: 'actual' })
    const bill = await issueBill({ database, clock }, actor, id)
    expect(bill).toMatchObject({ volume: 5_000, fromDate: last.readOn, toDate: today })
    const { total } = await getDebt({ database, clock }, id)
    const numbers = createNumbers({ database, clock })
    const money = { channel: 'counter', serial: 'AFTERWARDS', accountNumber: number, amount: total, subChannel: null }
    const receipt = await receiveAtCounter({ database, clock, numbers }, actor, money)
    expect(receipt).toMatchObject({ toPrepayment: 0, bookedOn: dateOf(now) })
    expect(await getDebt({ database, clock }, id)).toMatchObject({ total: 0 })
    expect(await reconcileLedger({ database })).toMatchObject({ balanced: true })
  })
})

describe('a demo city', () => {
  it('is the same for the same seed, whatever the database, and another for another', async () => {
    const built: unknown[][] = []
    const cities = [
      { kind: 'sqlite', seed: 1 },
      { kind: 'mariadb', seed: 1 },
      { kind: 'sqlite', seed: 2 },
    ]
    for (const { kind, seed } of cities) {
      const database = await founded(await openKind(kind))
      await buildDemoCity({ database, clock }, { seed, accounts: 30 })
      built.push((await sums(database)).map((row) => JSON.parse(JSON.stringify(row, numbersAsText))))
      await database.close()
    }
    const [one, same, other] = built
    expect(one).toHaveLength(30)
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
  }, 120_000)

  it('that was not finished is known for what it is', async () => {
    const database = await founded(await openKind('sqlite'))
    let steps = 0
    const onProgress = () => {
      if (++steps === 5) throw new Error('the process dies')
    }
    await expect(buildDemoCity({ database, clock, onProgress }, { accounts })).rejects.toThrow('the process dies')
    expect(await demoCityState(database)).toBe('partial')
    expect(await findDemoCity(database)).toBeNull()
    await expect(buildDemoCity({ database, clock }, { accounts })).rejects.toThrow('begun in this database before')
    await database.close()
  })

  it('of full size stands on its ledger', async () => {
    const database = await founded(await openKind('sqlite'))
    await buildDemoCity({ database, clock })
    expect(await database.read.count(AccountTable)).toBe(3_000)
    expect(await database.read.count(ReadingTable)).toBeGreaterThan(35_000)
    expect(await database.read.count(BillTable)).toBeGreaterThan(35_000)
    expect(await database.read.count(ReceiptTable)).toBeGreaterThan(28_000)
    expect(await database.read.countBy(ReadingTable, { state: 'review' })).toBeGreaterThan(10)
    const [classes]: { found: number }[] = await database.read.query(
      'select count(distinct usageClass) as found from account',
    )
    expect(classes?.found).toBe(5)
    const [shared]: { found: number }[] = await database.read.query(
      'select count(*) as found from (select householdId from account group by householdId having count(*) > 1) pairs',
    )
    expect(shared?.found).toBeGreaterThan(5)
    const [replaced]: { found: number }[] = await database.read.query(
      'select count(*) as found from meter where removedOn is not null',
    )
    expect(replaced?.found).toBeGreaterThan(10)
    expect(await reconcileLedger({ database })).toMatchObject({ balanced: true, drifts: [] })
    await database.close()
  }, 300_000)
})

/** MariaDB answers a sum as a decimal, SQLite as an integer. */
const numbersAsText = (_key: string, value: unknown) => (typeof value === 'number' ? String(value) : value)
