import { EntitySchema } from 'typeorm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mariadbDatabases } from '#test/services/mariadbDatabases.ts'
import { sqliteDatabases } from '#test/services/sqliteDatabases.ts'
import * as column from './columns.ts'
import type { Database, Schema } from './database.ts'
import * as migration from './migration.ts'
import { insertRows, placeholders, updateRows } from './rows.ts'

interface Sample {
  id: string
  about: string
  code: string
  text: string
  date: string
  count: number
  flag: boolean
  json: unknown
  maybeText: string | null
  maybeInteger: number | null
  maybeFlag: boolean | null
  maybeJson: unknown
}

const SampleTable = new EntitySchema<Sample>({
  name: 'sample',
  columns: {
    id: column.id,
    about: column.ref,
    code: column.code,
    text: column.text,
    date: column.date,
    count: column.integer,
    flag: column.flag,
    json: column.json,
    maybeText: column.optional(column.text),
    maybeInteger: column.optional(column.integer),
    maybeFlag: column.optional(column.flag),
    maybeJson: column.optional(column.json),
  },
})

const sample = migration.table({
  name: 'sample',
  columns: [
    migration.id,
    migration.ref('about'),
    migration.code('code'),
    migration.text('text'),
    migration.date('date'),
    migration.integer('count'),
    migration.flag('flag'),
    migration.json('json'),
    migration.optional(migration.text('maybeText')),
    migration.optional(migration.integer('maybeInteger')),
    migration.optional(migration.flag('maybeFlag')),
    migration.optional(migration.json('maybeJson')),
  ],
})
const schema: Schema = { tables: [SampleTable], migrations: [migration.creating('Sample1700000000001', [sample])] }

const full: Omit<Sample, 'id'> = {
  about: '01J00000000000000000000000',
  code: 'due',
  text: `张三's "住址" \\ 😀 ?`,
  date: '2026-11-23',
  count: Number.MAX_SAFE_INTEGER,
  flag: true,
  json: { list: [1, '二', null], nested: { quote: '"' } },
  maybeText: '',
  maybeInteger: -1,
  maybeFlag: false,
  maybeJson: [],
}
const empty = { ...full, flag: false, json: 0, maybeText: null, maybeInteger: null, maybeFlag: null, maybeJson: null }

const sources = [
  { kind: 'sqlite', ...sqliteDatabases(schema) },
  { kind: 'mariadb', ...mariadbDatabases(schema) },
]

describe.each(sources)('rows inserted together on $kind', ({ open }) => {
  let database: Database
  beforeEach(async () => {
    database = await open()
  })
  afterEach(() => database.close())

  it.each([
    ['full', full],
    ['empty where they may be', empty],
  ])('are what TypeORM would have inserted one by one, when they are %s', async (_, values) => {
    await database.transaction(async (tx) => {
      await tx.insert(SampleTable, { id: 'typeorm', ...values } as never)
      await insertRows(tx, SampleTable, [{ id: 'rows', ...values }])
    })
    const [one, other] = await database.read.query('select * from sample order by id')
    expect({ ...one, id: '' }).toEqual({ ...other, id: '' })
    expect(await database.read.findOneBy(SampleTable, { id: 'rows' })).toEqual({ id: 'rows', ...values })
  })

  it('may be more than a statement takes parameters', async () => {
    const rows = Array.from({ length: 5_001 }, (_, i) => ({ id: String(i).padStart(6, '0'), ...full, count: i }))
    await database.transaction((tx) => insertRows(tx, SampleTable, rows))
    expect(await database.read.countBy(SampleTable, {})).toBe(5_001)
    expect(await database.read.sum(SampleTable, 'count')).toBe(12_502_500)
    expect(await database.read.findOneBy(SampleTable, { id: '005000' })).toEqual(rows[5_000])
  })

  it('may be none', async () => {
    await database.transaction((tx) => insertRows(tx, SampleTable, []))
    expect(await database.read.countBy(SampleTable, {})).toBe(0)
  })

  it('are all taken back with their transaction', async () => {
    const inserting = database.transaction(async (tx) => {
      await insertRows(tx, SampleTable, [{ id: '1', ...full }])
      await insertRows(tx, SampleTable, [{ id: '1', ...full }])
    })
    await expect(inserting).rejects.toThrow()
    expect(await database.read.countBy(SampleTable, {})).toBe(0)
  })

  it('are found by a list of values', async () => {
    const rows = ['a', 'b', 'c'].map((id) => ({ id, ...full }))
    await database.transaction((tx) => insertRows(tx, SampleTable, rows))
    const ids = ['a', 'c', 'x']
    const found: { id: string }[] = await database.read.query(
      `select id from sample where id in ${placeholders(ids)} order by id`,
      ids,
    )
    expect(found.map(({ id }) => id)).toEqual(['a', 'c'])
    expect(() => placeholders([])).toThrow(RangeError)
  })
})

describe.each(sources)('rows changed together on $kind', ({ open }) => {
  let database: Database
  beforeEach(async () => {
    database = await open()
  })
  afterEach(() => database.close())

  const change = (rows: Pick<Sample, 'id' | 'count' | 'maybeText' | 'flag'>[]) =>
    database.transaction((tx) => updateRows(tx, SampleTable, ['count', 'maybeText', 'flag'], rows))

  it.each([0, 1, 2, 130])('get a value each, when they are %i, and no other row does', async (count) => {
    const rows = Array.from({ length: 140 }, (_, i) => ({ id: String(i).padStart(6, '0'), ...full, count: i }))
    await database.transaction((tx) => insertRows(tx, SampleTable, rows))
    const changed = rows.slice(5, 5 + count).map((row, i) => ({
      id: row.id,
      count: -1 - i,
      maybeText: i % 2 === 0 ? null : `no. ${i}`,
      flag: i % 3 === 0,
    }))
    await change(changed)
    const now = await database.read.find(SampleTable, { order: { id: 'asc' } })
    expect(now).toEqual(rows.map((row) => ({ ...row, ...changed.find(({ id }) => id === row.id) })))
  })

  it('are all taken back with their transaction', async () => {
    await database.transaction((tx) => insertRows(tx, SampleTable, [{ id: '1', ...full, count: 1 }]))
    const failing = database.transaction(async (tx) => {
      await updateRows(tx, SampleTable, ['count'], [{ id: '1', count: 2 }])
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    expect(await database.read.findOneBy(SampleTable, { id: '1' })).toMatchObject({ count: 1 })
  })
})
