import { setTimeout } from 'node:timers/promises'
import { DataSource, EntitySchema } from 'typeorm'
import { describe, expect, it } from 'vitest'
import { id, refTo, text } from '#core/kernel/columns.ts'
import { openDatabase, type Schema, type Transaction } from '#core/kernel/database.ts'
import * as columns from '#core/kernel/migration.ts'
import { mariadbDatabases } from './mariadbDatabases.ts'
import { sqliteDatabases } from './sqliteDatabases.ts'

interface Street {
  id: string
  name: string
}
interface House extends Street {
  streetId: string
}

const Streets = new EntitySchema<Street>({ name: 'Street', tableName: 'street', columns: { id, name: text } })
const Houses = new EntitySchema<House>({
  name: 'House',
  tableName: 'house',
  columns: { id, name: text, streetId: refTo('house', 'streetId', 'Street') },
})
const schema: Schema = {
  tables: [Streets, Houses],
  migrations: [
    columns.creating('Town1700000000001', [
      columns.table({ name: 'street', columns: [columns.id, columns.text('name')] }),
      columns.table({
        name: 'house',
        columns: [columns.id, columns.text('name'), columns.ref('streetId')],
        references: { streetId: 'street' },
      }),
    ]),
  ],
}
const kinds = [
  { kind: 'sqlite', source: sqliteDatabases(schema) },
  { kind: 'mariadb', source: mariadbDatabases(schema) },
]

describe.each(kinds)('databases for tests on $kind', ({ source }) => {
  const build = async (tx: Transaction, name: string) => {
    await tx.insert(Streets, { id: name, name })
    await tx.insert(Houses, { id: name, name, streetId: name })
  }

  it('are empty, whatever an earlier test has left', async () => {
    for (const name of ['first', 'second']) {
      const database = await source.open()
      expect(await database.read.count(Houses)).toBe(0)
      expect(await database.read.count(Streets)).toBe(0)
      await database.transaction((tx) => build(tx, name))
      await database.close()
    }
  })

  it('keep their foreign keys after they were emptied', async () => {
    const used = await source.open()
    await used.transaction((tx) => build(tx, 'used'))
    await used.close()
    const database = await source.open()
    const lost = database.transaction((tx) => tx.insert(Houses, { id: '1', name: 'lost', streetId: 'nowhere' }))
    await expect(lost).rejects.toThrow(/foreign key/i)
    await database.close()
  })

  it('are several, when several are open', async () => {
    const [one, other] = await Promise.all([source.open(), source.open()])
    await one.transaction((tx) => build(tx, 'only'))
    expect(await other.read.count(Streets)).toBe(0)
    expect(await one.read.count(Streets)).toBe(1)
    await Promise.all([one.close(), other.close()])
  })

  it('finish what runs when they are closed, and then do nothing any more', async () => {
    const database = await source.open()
    let finished = false
    const slow = database.transaction(async (tx) => {
      await setTimeout(50)
      await build(tx, 'slow')
      finished = true
    })
    await database.close()
    expect(finished).toBe(true)
    await slow
    await expect(database.transaction((tx) => build(tx, 'late'))).rejects.toThrow()
  })

  it('serve another process by their address', async () => {
    const database = await openDatabase(await source.migratedUrl(), schema)
    expect(await database.read.count(Streets)).toBe(0)
    await database.transaction((tx) => build(tx, 'there'))
    const another = await openDatabase(await source.migratedUrl(), schema)
    expect(await another.read.count(Streets)).toBe(0)
    await Promise.all([database.close(), another.close()])
  })

  it('have their tables before anybody opens them, or none when none are wanted', async () => {
    expect(await tablesOf(await source.migratedUrl())).toEqual(expect.arrayContaining(['house', 'street']))
    expect(await tablesOf(await source.emptyUrl())).toEqual([])
  })
})

async function tablesOf(url: string): Promise<string[]> {
  const sqlite = url.startsWith('sqlite:')
  const bare = new DataSource(
    sqlite ? { type: 'better-sqlite3', database: url.slice('sqlite:'.length) } : { type: 'mariadb', url },
  )
  await bare.initialize()
  const rows: Record<string, string>[] = await bare.query(
    sqlite ? `select name from sqlite_master where type = 'table'` : 'show tables',
  )
  await bare.destroy()
  return rows.flatMap((row) => Object.values(row)).toSorted()
}
