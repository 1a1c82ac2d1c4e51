import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { DataSource } from 'typeorm'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { emptyUrl, type TestDatabaseKind } from '#test/databases.ts'
import { openDatabase } from './kernel/database.ts'
import { coreSchema } from './schema.ts'

// Making all tables takes its time while others use the machine.
vi.setConfig({ testTimeout: 60_000 })

const kinds: { kind: TestDatabaseKind }[] = [{ kind: 'sqlite' }, { kind: 'mariadb' }]
const fileOf = (url: string) => url.slice('sqlite:'.length)

it('every column of a table says what type it has', () => {
  for (const { options } of coreSchema.tables) {
    for (const [column, definition] of Object.entries(options.columns)) {
      expect(definition, `${options.name}.${column}`).toMatchObject({ type: expect.any(String) })
    }
  }
})

it('every table and every migration is there once', () => {
  const tables = coreSchema.tables.map(({ options }) => options.name)
  expect(new Set(tables).size).toBe(tables.length)
  const migrations = coreSchema.migrations.map((Migration) => new Migration().name ?? '')
  expect(migrations).toEqual([...new Set(migrations)].toSorted((a, b) => a.slice(-13).localeCompare(b.slice(-13))))
})

describe.each(kinds)('the schema on $kind', ({ kind }) => {
  let open: DataSource | undefined
  afterEach(async () => {
    if (open?.isInitialized) await open.destroy()
  })

  async function connect(url: string): Promise<DataSource> {
    const what = { entities: [...coreSchema.tables], migrations: [...coreSchema.migrations] }
    open = new DataSource(
      kind === 'sqlite'
        ? { ...what, type: 'better-sqlite3', database: fileOf(url) }
        : { ...what, type: 'mariadb', url, charset: 'utf8mb4_bin' },
    )
    return open.initialize()
  }
  async function tablesOf(source: DataSource): Promise<string[]> {
    const rows: { name: string }[] = await source.query(
      kind === 'sqlite'
        ? `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
        : 'select table_name as name from information_schema.tables where table_schema = database()',
    )
    return rows
      .map(({ name }) => name)
      .filter((name) => name !== 'migrations')
      .toSorted()
  }

  it('is what the tables of the code say, after its migrations', async () => {
    const source = await connect(await emptyUrl(kind))
    await source.runMigrations({ transaction: 'each' })
    expect(await tablesOf(source)).toEqual(coreSchema.tables.map(({ options }) => options.name).toSorted())
    const { upQueries } = await source.driver.createSchemaBuilder().log()
    expect(upQueries.map(({ query }) => query)).toEqual([])
  })

  it('is undone to an empty database, and done again', async () => {
    const source = await connect(await emptyUrl(kind))
    await source.runMigrations({ transaction: 'each' })
    const done = await tablesOf(source)
    for (const _ of coreSchema.migrations) await source.undoLastMigration({ transaction: 'each' })
    expect(await tablesOf(source)).toEqual([])
    await source.runMigrations({ transaction: 'each' })
    expect(await tablesOf(source)).toEqual(done)
    const { upQueries } = await source.driver.createSchemaBuilder().log()
    expect(upQueries.map(({ query }) => query)).toEqual([])
  })

  it('comes to no harm when two processes that start at once both want to migrate', async () => {
    const url = await emptyUrl(kind)
    const outcomes = await Promise.all([migrateInProcess(url), migrateInProcess(url)])
    // SQLite serves one process: the other says so and ends.
    const refused = expect.stringContaining('Another process has this database open')
    const migrated = { code: 0, error: '' }
    if (kind === 'sqlite' && outcomes.some(({ code }) => code !== 0)) {
      expect(outcomes).toEqual(expect.arrayContaining([migrated, { code: 1, error: refused }]))
    } else {
      expect(outcomes).toEqual([migrated, migrated])
    }
    const database = await openDatabase(url, coreSchema)
    const rows: { name: string }[] = await database.read.query('select name from migrations order by id')
    await database.close()
    expect(rows.map(({ name }) => name)).toEqual(coreSchema.migrations.map((Migration) => new Migration().name))
  })
})

it('comes to no harm on mariadb when many want to migrate in the same moment', async () => {
  for (let round = 0; round < 3; round++) {
    const url = await emptyUrl('mariadb')
    const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase(url, coreSchema)))
    const [one] = opened
    const rows: unknown[] = (await one?.read.query('select name from migrations')) ?? []
    expect(rows).toHaveLength(coreSchema.migrations.length)
    await Promise.all(opened.map((database) => database.close()))
  }
})

/** A process that does nothing but open the database. */
async function migrateInProcess(url: string): Promise<{ code: unknown; error: string }> {
  const script = `
    import { openDatabase } from '#core/kernel/database.ts'
    import { coreSchema } from '#core/schema.ts'
    await (await openDatabase(${JSON.stringify(url)}, coreSchema)).close()`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  const [error, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  return { code, error: error.replace(/.*ExperimentalWarning.*\n.*\n/, '') }
}
