import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#core/kernel/database.ts'
import { DomainError } from '#core/kernel/domainError.ts'
import { fen } from '#core/kernel/fen.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { ReceiptTable } from '#core/payments/payment.table.ts'
import { receiveMoney } from '#core/payments/receiveMoney.ts'
import { coreSchema } from '#core/schema.ts'
import { startCuttingProxy } from '#test/services/cuttingProxy.ts'
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
    async ({ where }) => {
      const proxy = await startCuttingProxy(mariadb.port)
      const url = new URL(mariadb.url)
      url.port = String(proxy.port)
      const behindProxy = await openDatabase(url.href, coreSchema)
      try {
        const home = await house.newHome()
        await home.bill(10)
        const deps = { ...house, database: behindProxy, numbers: createNumbers({ ...house, database: behindProxy }) }
        const told = {
          channel: 'sandbox',
          transactionId: newSerial(),
          paymentId: await home.begin(500),
          amount: fen(500),
        }
        // So that there are numbers left, and the next commit is the payment's.
        await deps.numbers.next('SK')
        const cut = proxy.cutNext(where)
        await expect(receiveMoney(deps, told)).rejects.toMatchObject({ code: 'PROTOCOL_CONNECTION_LOST' })
        await cut
        const { transactionId } = told
        expect(await database.read.countBy(ReceiptTable, { transactionId })).toBe(where === 'after' ? 1 : 0)
        const receipt = await receiveMoney(deps, told)
        expect(await database.read.findBy(ReceiptTable, { transactionId })).toEqual([receipt])
        expect(await home.bills()).toMatchObject([{ paid: 500 }])
        await expectSound(database)
      } finally {
        await behindProxy.close()
        await proxy.close()
      }
    },
  )
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
