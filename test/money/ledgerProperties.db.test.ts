import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { expectSound } from './expectSound.ts'
import { createMoneyHouse, type Home, type MoneyHouse, reverseAtBank } from './moneyHouse.ts'
import { standing, steps, take } from './moneySteps.ts'

const homesInARun = 2
/** Each run brings its own homes to the same database: the books have to balance over all of them. */
const runs = { sqlite: 120, mariadb: 40 }

describe.each(databases)('the books on $kind', ({ open, kind }) => {
  let database: Database
  let house: MoneyHouse

  beforeEach(async () => {
    database = await open()
    house = await createMoneyHouse(database)
  })
  afterEach(() => database.close())

  const move = async () => {
    const homes: Home[] = []
    while (homes.length < homesInARun) homes.push(await house.newHome())
    return homes
  }

  it('balance whatever happens, one thing after the other', { timeout: 120_000 }, async () => {
    const property = fc.asyncProperty(fc.array(steps(homesInARun), { minLength: 5, maxLength: 25 }), async (all) => {
      const homes = await move()
      for (const step of all) {
        await take(house, homes, step)
        await expectSoundHomes(homes)
      }
      await expectSound(database)
    })
    await fc.assert(property, { numRuns: runs[kind] })
  })

  it('are after a payment and its reversal as if neither had been', { timeout: 120_000 }, async () => {
    const history = fc.array(steps(homesInARun), { minLength: 3, maxLength: 20 })
    const property = fc.asyncProperty(history, fc.integer({ min: 1, max: 30_000 }), async (all, amount) => {
      const homes = await move()
      for (const step of all) await take(house, homes, step)
      for (const home of homes) {
        const before = await standing(house, home)
        await reverseAtBank(house, await home.payAtBank(amount))
        expect(await standing(house, home)).toEqual(before)
      }
      await expectSound(database)
    })
    await fc.assert(property, { numRuns: runs[kind] })
  })

  it('balance whatever happens at the same time', { timeout: 120_000 }, async () => {
    const crowds = fc.array(fc.array(steps(homesInARun), { minLength: 2, maxLength: 6 }), { maxLength: 8 })
    const property = fc.asyncProperty(crowds, async (all) => {
      const homes = await move()
      for (const crowd of all) await Promise.all(crowd.map((step) => take(house, homes, step)))
      await expectSoundHomes(homes)
      await expectSound(database)
    })
    await fc.assert(property, { numRuns: runs[kind] })
  })
})

async function expectSoundHomes(homes: readonly Home[]) {
  for (const home of homes) {
    const [bills, prepayment] = [await home.bills(), await home.prepayment()]
    expect(prepayment).toBeGreaterThanOrEqual(0)
    for (const { paid, amount, state } of bills) {
      expect(paid).toBeGreaterThanOrEqual(0)
      expect(paid).toBeLessThanOrEqual(amount)
      if (state === 'open') expect(prepayment).toBe(0)
    }
  }
}
