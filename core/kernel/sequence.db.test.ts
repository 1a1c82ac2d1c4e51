import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { kernelDatabases } from '#test/kernel/kernelDatabases.ts'
import type { Database } from './database.ts'
import { createNumbers } from './sequence.ts'

const morning = Date.parse('2026-11-23T09:00:00+08:00')

describe.each(kernelDatabases)('numbers for people on $kind', ({ open, openTwice }) => {
  let database: Database
  let now = morning
  const clock = () => now
  const numbers = (block = 20, on = database) => createNumbers({ database: on, clock, block })

  beforeEach(async () => {
    now = morning
    database = await open()
  })
  afterEach(() => database.close())

  it('count up from 0001 by prefix and business date', async () => {
    const { next } = numbers()
    expect([await next('GD'), await next('GD'), await next('SJ')]).toEqual([
      'GD20261123-0001',
      'GD20261123-0002',
      'SJ20261123-0001',
    ])
    now = Date.parse('2026-11-23T23:59:59.999+08:00')
    expect(await next('GD')).toBe('GD20261123-0003')
    now += 1
    expect(await next('GD')).toBe('GD20261124-0001')
  })

  it('grow beyond four digits instead of beginning again', async () => {
    await database.transaction((tx) => tx.insert('sequence', { name: 'GD', onDate: '2026-11-23', last: 9_998 }))
    const { next } = numbers()
    expect([await next('GD'), await next('GD')]).toEqual(['GD20261123-9999', 'GD20261123-10000'])
  })

  it('share one transaction between the callers of a block', async () => {
    let commits = 0
    database.onCommit(() => commits++)
    const { next } = numbers(10)
    const given = await Promise.all(Array.from({ length: 25 }, () => next('GD')))
    expect(given.toSorted()).toEqual(
      Array.from({ length: 25 }, (_, i) => `GD20261123-${String(i + 1).padStart(4, '0')}`),
    )
    expect(commits).toBe(3)
  })

  it('leave a gap after a process that stopped, and never come twice', async () => {
    expect(await numbers(5).next('GD')).toBe('GD20261123-0001')
    expect(await numbers(5).next('GD')).toBe('GD20261123-0006')
  })

  it('are each given once when two processes draw them at once, from the first of the day on', async () => {
    const [one, other] = await openTwice()
    const drawers = [numbers(3, one), numbers(3, other), numbers(7, one), numbers(1, other)]
    const given = await Promise.all(drawers.flatMap(({ next }) => Array.from({ length: 50 }, () => next('GD'))))
    expect(new Set(given).size).toBe(200)
    await Promise.all([one.close(), other.close()])
  })

  it('are refused inside a transaction, also while there are some left', async () => {
    const { next } = numbers()
    await next('GD')
    await expect(database.transaction(() => next('GD'))).rejects.toThrow('inside a transaction')
  })
})
