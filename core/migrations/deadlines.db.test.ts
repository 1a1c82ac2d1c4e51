import { DataSource } from 'typeorm'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { coreSchema } from '#core/schema.ts'
import { emptyUrl, type TestDatabaseKind } from '#test/databases.ts'
import { Deadlines1700000000018 } from './0018-deadlines.ts'

vi.setConfig({ testTimeout: 60_000 })

const kinds: { kind: TestDatabaseKind }[] = [{ kind: 'sqlite' }, { kind: 'mariadb' }]
const before = coreSchema.migrations.slice(0, coreSchema.migrations.indexOf(Deadlines1700000000018))
const hour = 3_600_000

describe.each(kinds)('a hub of before on $kind', ({ kind }) => {
  let source: DataSource | undefined
  afterEach(async () => {
    if (source?.isInitialized) await source.destroy()
  })

  async function connect(url: string, migrations: typeof before) {
    const what = { entities: [], migrations }
    source = new DataSource(
      kind === 'sqlite'
        ? { ...what, type: 'better-sqlite3', database: url.slice('sqlite:'.length) }
        : { ...what, type: 'mariadb', url, charset: 'utf8mb4_bin', extra: { decimalNumbers: true } },
    )
    await source.initialize()
    await source.runMigrations({ transaction: 'each' })
    return source
  }

  it('gives its work orders the deadline that they would have had, and keeps what refers to them', async () => {
    const url = await emptyUrl(kind)
    const old = await connect(url, before)
    const now = 1_790_000_000_000
    await old.query(`insert into org_unit (id, name, path) values ('U', '公司', '/root/')`)
    const orders = [
      ['A', 'leak', now],
      ['B', 'billing', now + 1],
      ['C', 'noWater', now + 2],
    ]
    for (const [id, workOrderKind, createdAt] of orders) {
      await old.query(
        `insert into work_order (id, number, kind, state, unitId, createdBy, place, description, steps, createdAt)
         values (?, ?, ?, 'reported', 'U', 'X', '路口', '漏水', 1, ?)`,
        [id, id, workOrderKind, createdAt],
      )
    }
    const steps = [
      ['S1', 'C', 1, 'report', now],
      ['S2', 'C', 2, 'reopen', now + 10 * hour],
      ['S3', 'C', 3, 'reopen', now + 20 * hour],
    ]
    for (const [id, workOrderId, step, act, at] of steps) {
      await old.query(
        `insert into work_order_step (id, workOrderId, step, at, actorKind, actorId, act, state)
         values (?, ?, ?, ?, 'staff', 'X', ?, 'reopened')`,
        [id, workOrderId, step, at, act],
      )
    }
    await old.destroy()

    const after = await connect(url, [...coreSchema.migrations])
    const rows: { id: string; dueAt: number | string }[] = await after.query(
      'select id, dueAt from work_order order by id',
    )
    expect(rows.map(({ id, dueAt }) => [id, Number(dueAt)])).toEqual([
      ['A', now + 4 * hour],
      ['B', now + 1 + 120 * hour],
      ['C', now + 28 * hour],
    ])
    const [kept]: { found: number }[] = await after.query('select count(*) as found from work_order_step')
    expect(Number(kept?.found)).toBe(3)
    const orphan = `insert into work_order_step (id, workOrderId, step, at, actorKind, actorId, act, state)
      values ('S4', 'NOBODY', 1, 1, 'staff', 'X', 'report', 'reported')`
    await expect(after.query(orphan)).rejects.toThrow(/foreign key/i)
    await expect(after.query(`update work_order set dueAt = null where id = 'A'`)).rejects.toThrow(/null/i)
  })
})
