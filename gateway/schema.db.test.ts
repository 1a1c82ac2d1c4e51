import { DataSource } from 'typeorm'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { emptyUrl, type TestDatabaseKind } from '#test/databases.ts'
import { hubSchema } from './schema.ts'

// Making all tables takes its time while others use the machine.
vi.setConfig({ testTimeout: 60_000 })

const kinds: { kind: TestDatabaseKind }[] = [{ kind: 'sqlite' }, { kind: 'mariadb' }]

it('every table and every migration of the hub is there once, with its columns typed', () => {
  const tables = hubSchema.tables.map(({ options }) => options.name)
  expect(new Set(tables).size).toBe(tables.length)
  const migrations = hubSchema.migrations.map((Migration) => new Migration().name ?? '')
  expect(migrations).toEqual([...new Set(migrations)].toSorted((a, b) => a.slice(-13).localeCompare(b.slice(-13))))
  for (const { options } of hubSchema.tables)
    for (const definition of Object.values(options.columns)) expect(definition).toHaveProperty('type')
})

describe.each(kinds)('the schema of the whole hub on $kind', ({ kind }) => {
  let source: DataSource
  afterEach(() => source.destroy())

  it('is what the tables of the code say, after its migrations, which can be undone', async () => {
    const url = await emptyUrl(kind)
    const what = { entities: [...hubSchema.tables], migrations: [...hubSchema.migrations] }
    source = new DataSource(
      kind === 'sqlite'
        ? { ...what, type: 'better-sqlite3', database: url.slice('sqlite:'.length) }
        : { ...what, type: 'mariadb', url, charset: 'utf8mb4_bin' },
    )
    await source.initialize()
    await source.runMigrations({ transaction: 'each' })
    const differences = async () =>
      (await source.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query)
    expect(await differences()).toEqual([])
    for (const _ of hubSchema.migrations) await source.undoLastMigration({ transaction: 'each' })
    await source.runMigrations({ transaction: 'each' })
    expect(await differences()).toEqual([])
  })
})
