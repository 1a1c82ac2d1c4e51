import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#core/kernel/database.ts'
import { DomainError } from '#core/kernel/domainError.ts'
import { fen } from '#core/kernel/fen.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import type { Receipt } from '#core/payments/payment.ts'
import { ReceiptTable } from '#core/payments/payment.table.ts'
import { receiveMoney } from '#core/payments/receiveMoney.ts'
import { coreSchema } from '#core/schema.ts'
import { type CuttingProxy, startCuttingProxy } from '#test/services/cuttingProxy.ts'
import { startMariadb } from '#test/services/mariadb.ts'
import type { Ending, Service } from '#test/services/service.ts'
import { expectSound } from './expectSound.ts'
import { createMoneyHouse, type Home, type MoneyHouse, newSerial } from './moneyHouse.ts'

const homesAtATime = 8
const payers = 24
const restarts = 3

describe('MariaDB, restarted while money comes', () => {
  let mariadb: Service
  let database: Database
  let house: MoneyHouse

  beforeAll(async () => {
    mariadb = await startMariadb()
    database = await openDatabase(mariadb.url, coreSchema)
    house = await createMoneyHouse(database)
  })
  afterAll(async () => {
    await database.close()
    await mariadb.stop()
  })

  const endings: { ending: Ending }[] = [{ ending: 'gracefully' }, { ending: 'killed' }]

  it.each(endings)('$ending, loses nothing and books nothing twice', { timeout: 120_000 }, async ({ ending }) => {
    const homes: Home[] = []
    for (let index = 0; index < homesAtATime; index++) homes.push(await house.newHome())
    for (const home of homes) await home.bill(10)
    const paymentIds = await Promise.all(homes.map((home) => home.begin(100)))

    const answered: { serial: string; id: string }[] = []
    const failures: unknown[] = []
    let restarted = false
    /** Pays until the last restart is over, and each payment until there is an answer. */
    async function pay(nth: number) {
      const home = homes[nth % homes.length]
      const paymentId = paymentIds[nth % homes.length]
      if (!home || !paymentId) throw new RangeError(`no home ${nth}`)
      while (!restarted) {
        const serial = newSerial()
        const told = nth % 2 === 0 ? () => home.tell(paymentId, 100, serial) : () => home.payAtBank(100, serial)
        const { id } = await untilAnswered(told, failures)
        answered.push({ serial, id })
      }
    }
    const paying = Promise.all(Array.from({ length: payers }, (_, nth) => pay(nth)))
    for (let count = 0; count < restarts; count++) {
      await setTimeout(400 + Math.random() * 600)
      await mariadb.restart(ending)
    }
    await setTimeout(1_000)
    restarted = true
    await paying

    expect(failures.filter((failure) => failure instanceof DomainError)).toEqual([])
    const receipts = await database.read.find(ReceiptTable)
    const booked = new Map(receipts.map(({ transactionId, id }) => [transactionId, id]))
    for (const { serial, id } of answered) expect(booked.get(serial)).toBe(id)
    const mine = receipts.filter(({ accountId }) => homes.some((home) => home.accountId === accountId))
    expect(mine).toHaveLength(answered.length)
    // It did work between the restarts, and was hindered by them.
    expect(answered.length).toBeGreaterThan(payers)
    expect(failures).not.toEqual([])
    await expectSound(database)
  })

  it.each([{ where: 'before' }, { where: 'after' }] as const)(
    'books money once when the connection breaks $where the commit, and it is told again',
    ({ where }) =>
      behindProxy(async ({ cutNext, tell, find, home }) => {
        const cut = cutNext(where, 'COMMIT')
        await expect(tell()).rejects.toMatchObject({ code: 'PROTOCOL_CONNECTION_LOST' })
        await cut
        expect(await find()).toHaveLength(where === 'after' ? 1 : 0)
        const receipt = await tell()
        expect(await find()).toEqual([receipt])
        expect(await home.bills()).toMatchObject([{ paid: 500 }])
      }),
  )

  it.each([
    { where: 'before', statement: 'START TRANSACTION' },
    { where: 'after', statement: 'insert into `receipt`' },
    { where: 'before', statement: 'insert into `event`' },
  ] as const)('begins again by itself when the connection breaks $where $statement', ({ where, statement }) =>
    behindProxy(async ({ cutNext, tell, find, home }) => {
      const cut = cutNext(where, statement)
      const receipt = await tell()
      await cut
      expect(await find()).toEqual([receipt])
      expect(await home.bills()).toMatchObject([{ paid: 500 }])
    }),
  )

  /** A home that owes money, and 5 yuan for it that a hub behind a proxy hears of. */
  async function behindProxy(
    tried: (scene: {
      cutNext: CuttingProxy['cutNext']
      tell(): Promise<Receipt>
      find(): Promise<Receipt[]>
      home: Home
    }) => Promise<void>,
  ) {
    const proxy = await startCuttingProxy(mariadb.port)
    const url = new URL(mariadb.url)
    url.port = String(proxy.port)
    const proxied = await openDatabase(url.href, coreSchema)
    try {
      const home = await house.newHome()
      await home.bill(10)
      const { clock } = house
      const numbers = createNumbers({ database: proxied, clock })
      const paymentId = await home.begin(500)
      const told = { channel: 'sandbox', transactionId: newSerial(), paymentId, amount: fen(500) }
      // So that there are numbers left, and the next transaction is the payment's.
      await numbers.next('SK')
      await tried({
        cutNext: proxy.cutNext,
        tell: () => receiveMoney({ database: proxied, clock, numbers }, told),
        find: () => database.read.findBy(ReceiptTable, { transactionId: told.transactionId }),
        home,
      })
      await expectSound(database)
    } finally {
      await proxied.close()
      await proxy.close()
    }
  }
})

/** As a bank or a channel does: what is not answered is sent again. */
async function untilAnswered<T>(told: () => Promise<T>, failures: unknown[]): Promise<T> {
  for (;;) {
    try {
      return await told()
    } catch (error) {
      if (error instanceof DomainError) throw error
      failures.push(error)
      await setTimeout(20)
    }
  }
}
