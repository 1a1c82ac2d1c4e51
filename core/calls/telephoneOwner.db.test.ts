import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { isLatestTerm, requireTelephone, takeTelephone } from './telephoneOwner.ts'

describe.each(databases)('the ownership of the telephone on $kind', ({ open }) => {
  let database: Database
  const deps = () => ({ database, clock: () => 1_790_000_000_000 })
  beforeEach(async () => {
    database = await open()
  })
  afterEach(() => database.close())

  const mayStore = (term: number) =>
    database
      .transaction((tx) => requireTelephone(tx, term))
      .then(
        () => true,
        () => false,
      )

  it('is refused to an earlier owner from the moment on at which another takes it', async () => {
    const first = await takeTelephone(deps())
    expect([await mayStore(first), await isLatestTerm(deps(), first)]).toEqual([true, true])
    const second = await takeTelephone(deps())
    expect([await mayStore(first), await isLatestTerm(deps(), first)]).toEqual([false, false])
    expect(await mayStore(second)).toBe(true)
  })

  it('is of one of those who take it at once', async () => {
    const terms = await Promise.all(Array.from({ length: 4 }, () => takeTelephone(deps())))
    expect(terms.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4])
    const may = await Promise.all(terms.map(mayStore))
    expect(may.filter(Boolean)).toHaveLength(1)
  })

  it('is nobody’s before anybody has taken it', async () => {
    expect(await mayStore(1)).toBe(false)
  })
})
