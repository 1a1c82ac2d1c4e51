import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#core/kernel/database.ts'
import { ReceiptTable, ReversalTable } from '#core/payments/payment.table.ts'
import { coreSchema } from '#core/schema.ts'
import { databases, migratedUrl } from '#test/databases.ts'
import { ended, startProcess } from '#test/processes/spawned.ts'
import type { TillOrder, TillRequest } from '#test/processes/till.ts'
import { expectSound } from './expectSound.ts'
import { bank, createMoneyHouse, newSerial } from './moneyHouse.ts'

const homes = 8
const paymentsEach = 12
const kills = 5
/** SQLite serves one process; on MariaDB two have the same requests, as two hubs behind one load balancer might. */
const processes = { sqlite: 1, mariadb: 2 }

describe.each(databases)('tills on $kind that are killed while they book', ({ kind }) => {
  it('have in the end booked each transaction once, and every book agrees', { timeout: 180_000 }, async () => {
    const databaseUrl = await migratedUrl(kind)
    const { begin, requests } = await withDatabase(databaseUrl, prepare)
    const order: TillOrder = { databaseUrl, begin, channel: bank, requests, windows: 4 }

    const ends: (number | string | null)[] = []
    for (let round = 0; ; round++) {
      const tills = await Promise.all(Array.from({ length: processes[kind] }, () => startProcess('till.ts', order)))
      if (round === kills) {
        expect(await Promise.all(tills.map(ended))).toEqual(tills.map(() => 0))
        break
      }
      await setTimeout(5 + Math.random() * 60)
      for (const till of tills) till.kill('SIGKILL')
      ends.push(...(await Promise.all(tills.map(ended))))
    }

    // Some may have come to their end before they were killed; that is not what is tried here.
    expect(ends.filter((end) => end === 'SIGKILL').length).toBeGreaterThanOrEqual(ends.length / 2)
    await withDatabase(databaseUrl, async (database) => {
      await expectSound(database)
      const serials = (table: readonly { transactionId: string }[]) => table.map((row) => row.transactionId).toSorted()
      const wanted = (...kinds: TillRequest['kind'][]) =>
        requests.flatMap((request) => (kinds.includes(request.kind) ? [request.serial] : [])).toSorted()
      expect(serials(await database.read.find(ReceiptTable))).toEqual(wanted('online', 'counter'))
      expect(serials(await database.read.find(ReversalTable))).toEqual(wanted('reversal'))
      const [{ reversed } = { reversed: 0 }]: { reversed: number }[] = await database.read.query(
        `select count(*) as reversed from event where topic = 'receipt.reversed'`,
      )
      expect(reversed).toBe(homes)
    })
  })
})

/** Homes that owe money, and money for them on its way; in every second home one payment only, which goes back. */
async function prepare(database: Database): Promise<{ begin: number; requests: TillRequest[] }> {
  const house = await createMoneyHouse(database)
  const requests: TillRequest[] = []
  for (let index = 0; index < homes; index++) {
    const [many, one] = [await house.newHome(), await house.newHome()]
    for (const home of [many, one]) await home.bill(10)
    for (let count = 0; count < paymentsEach; count += 2) {
      const online = { serial: newSerial(), paymentId: await many.begin(300), amount: 300 }
      requests.push({ kind: 'online', ...online })
      requests.push({ kind: 'counter', serial: newSerial(), accountNumber: many.accountNumber, amount: 500 })
    }
    const original = newSerial()
    requests.push({ kind: 'counter', serial: original, accountNumber: one.accountNumber, amount: 2_500 })
    requests.push({ kind: 'reversal', serial: newSerial(), original, amount: 2_500 })
  }
  return { begin: house.clock(), requests }
}

async function withDatabase<T>(url: string, use: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url, coreSchema)
  try {
    return await use(database)
  } finally {
    await database.close()
  }
}
