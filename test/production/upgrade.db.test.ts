import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type Schema } from '#core/kernel/database.ts'
import { hubSchema } from '#gateway/schema.ts'
import { databases, emptyUrl } from '#test/databases.ts'
import { expectSound } from '#test/money/expectSound.ts'
import { createMoneyHouse } from '#test/money/moneyHouse.ts'
import { type HubProcess, hubProcess } from './hubProcess.ts'
import { productionSettings } from './productionSettings.ts'

const nameOf = (Migration: Schema['migrations'][number]) => new Migration().name ?? Migration.name
const all = hubSchema.migrations.toSorted((a, b) => nameOf(a).slice(-13).localeCompare(nameOf(b).slice(-13)))
/** As the hub was when it could take money, and neither telephones nor invoices. */
const early: Schema = {
  tables: hubSchema.tables,
  migrations: all.slice(0, all.findIndex((Migration) => nameOf(Migration).startsWith('Payments')) + 1),
}
/** SQLite serves one process; on MariaDB two start in the same moment. */
const starting = { sqlite: 1, mariadb: 2 }

describe.each(databases)('a database of an earlier hub on $kind', { timeout: 180_000 }, ({ kind }) => {
  let folder: string
  let processes: HubProcess[] = []
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hub-upgrade-'))
  })
  afterEach(async () => {
    await Promise.all(processes.map((part) => part.end('SIGKILL')))
    await rm(folder, { recursive: true, force: true })
  })

  it('is brought up to date by a start, once, with everything that was in it', async () => {
    expect(early.migrations.length).toBeLessThan(all.length)
    const DATABASE_URL = await emptyUrl(kind)
    const before = await openDatabase(DATABASE_URL, early)
    const house = await createMoneyHouse(before)
    const home = await house.newHome()
    await home.bill(10)
    await home.payAtBank(1_000)
    await home.payOnline(500)
    const contents = async () => ({
      receipts: await before.read.query('select * from receipt order by id'),
      bills: await before.read.query('select * from bill order by id'),
      lines: await before.read.query('select * from ledger_line order by id'),
    })
    const kept = await contents()
    await before.close()

    const settings = { ...(await productionSettings(folder)), DATABASE_URL, HUB_ROLES: 'gateway,worker', PORT: '0' }
    processes = Array.from({ length: starting[kind] }, (_, index) => hubProcess(`hub ${index}`, settings))
    await Promise.all(processes.map((part) => part.start()))
    for (const part of processes) expect(await part.end('SIGTERM')).toBe(0)

    const after = await openDatabase(DATABASE_URL, hubSchema)
    try {
      const rows: { name: string }[] = await after.read.query('select name from migrations order by id')
      expect(rows.map(({ name }) => name)).toEqual(all.map(nameOf))
      for (const [what, sql] of Object.entries({ receipts: 'receipt', bills: 'bill', lines: 'ledger_line' })) {
        const found = await after.read.query(`select * from ${sql} order by id`)
        expect.soft(found, what).toEqual(kept[what as keyof typeof kept])
      }
      await expectSound(after)
    } finally {
      await after.close()
    }
  })
})
