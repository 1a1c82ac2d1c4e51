import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { morningOf } from '#test/household.ts'
import { TariffTable } from './billing.table.ts'
import { exampleTariff } from './exampleTariff.ts'
import { loadTariffs } from './loadTariffs.ts'
import { addTariff, publishTariff } from './publishTariff.ts'
import type { Tariff } from './tariff.ts'

const staff = { kind: 'staff', id: 'staff-1' } as const
const now = morningOf('2024-03-01')

describe.each(databases)('a tariff that is published on $kind', ({ open }) => {
  let database: Database

  beforeEach(async () => {
    database = await open()
    await database.transaction((tx) => addTariff(tx, exampleTariff, now))
  })
  afterEach(() => database.close())

  const version = (id: string, effectiveFrom: string, more: Partial<Tariff> = {}): Tariff => ({
    ...exampleTariff,
    id,
    effectiveFrom: businessDate(effectiveFrom),
    ...more,
  })
  const publish = (tariff: Tariff) => publishTariff({ database, clock: () => now }, staff, tariff)

  it('holds from a day to come, beside the version in force', async () => {
    const next = version('example-2024', '2024-03-02')
    const row = await publish(next)
    expect(await database.read.findOneBy(TariffTable, { id: row.id })).toEqual(row)
    expect(row).toMatchObject({ tariffCode: 'example-2024', publishedAt: now, definition: next })
    const versions = (await loadTariffs(database.read)).of('residential')
    expect(versions.map(({ id }) => id).toSorted()).toEqual(['example-2020', 'example-2024'])
    const [act] = await database.read.findBy(AuditTable, { action: 'tariff.published' })
    expect(act).toMatchObject({
      actorId: staff.id,
      subjectId: row.id,
      details: { usageClass: 'residential', effectiveFrom: '2024-03-02' },
    })
  })

  it('does not reach back over water that had a price', async () => {
    for (const day of ['2024-03-01', '2024-02-01', '2019-01-01']) {
      await expect(publish(version('example-2024', day))).rejects.toMatchObject({
        code: 'tariff.inForce',
        data: { effectiveFrom: day },
      })
    }
    expect(await database.read.count(TariffTable)).toBe(1)
  })

  it('may hold from the past for a class that has had no price so far', async () => {
    const special = { usageClass: 'special' as const }
    await publish(version('special-2025', '2025-01-01', special))
    await publish(version('special-2020', '2020-01-01', special))
    await expect(publish(version('special-2021', '2021-01-01', special))).rejects.toMatchObject({
      code: 'tariff.inForce',
    })
  })

  it('is the only one of its name, and of its class and day, also when two come at once', async () => {
    await publish(version('example-2024', '2024-04-01'))
    const taken = { code: 'tariff.exists' }
    await expect(publish(version('example-2024', '2024-05-01'))).rejects.toMatchObject(taken)
    await expect(publish(version('example-2024b', '2024-04-01'))).rejects.toMatchObject(taken)
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c'].map((id) => publish(version(`example-${id}`, '2024-06-01'))),
    )
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(refused).toMatchObject([taken, taken])
    expect(await database.read.count(TariffTable)).toBe(3)
  })
})
