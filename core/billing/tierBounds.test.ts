import { describe, expect, it } from 'vitest'
import { cubicMetres, type Litres, litres } from '#core/kernel/litres.ts'
import { exampleTariff } from './exampleTariff.ts'
import type { HouseholdRule, Tariff } from './tariff.ts'
import { acrossTiers, tierBounds } from './tierBounds.ts'

const inTonnes = (bounds: (Litres | null)[]) => bounds.map((bound) => (bound === null ? null : bound / 1000))
const widenedBy = (household: HouseholdRule, population: number) =>
  inTonnes(tierBounds({ ...exampleTariff, household } satisfies Tariff, population))

describe('the bounds of a household', () => {
  const perYear = { above: 5, perHead: { litres: cubicMetres(30), per: 'year' } } as const

  it('are those of the tariff up to the threshold', () => {
    expect([0, 1, 5].map((population) => widenedBy({ ...perYear, widens: 'steps' }, population))).toEqual([
      [150, 250, null],
      [150, 250, null],
      [150, 250, null],
    ])
  })

  it('move once per tier when each step is widened', () => {
    expect(widenedBy({ ...perYear, widens: 'steps' }, 6)).toEqual([180, 310, null])
    expect(widenedBy({ ...perYear, widens: 'steps' }, 8)).toEqual([240, 430, null])
  })

  it('all move alike when the bounds are shifted', () => {
    expect(widenedBy({ ...perYear, widens: 'bounds' }, 6)).toEqual([180, 280, null])
    expect(widenedBy({ ...perYear, widens: 'bounds' }, 8)).toEqual([240, 340, null])
  })

  it('get twelve times what a head has per month', () => {
    const perMonth = { above: 4, perHead: { litres: cubicMetres(6), per: 'month' }, widens: 'bounds' } as const
    expect(widenedBy(perMonth, 5)).toEqual([222, 322, null])
  })

  it('do not depend on heads where the tariff has no rule for them', () => {
    const { household: _, ...plain } = exampleTariff
    expect(inTonnes(tierBounds(plain, 12))).toEqual([150, 250, null])
  })

  it.each([-1, 1.5, Number.NaN])('are refused to %s heads', (population) => {
    expect(() => tierBounds(exampleTariff, population)).toThrow(RangeError)
  })
})

describe('water across tiers', () => {
  const bounds = [litres(10), litres(20), null]

  it.each([
    [0, 10, [10, 0, 0]],
    [0, 11, [10, 1, 0]],
    [10, 10, [0, 10, 0]],
    [19, 2, [0, 1, 1]],
    [25, 3, [0, 0, 3]],
    [5, 30, [5, 10, 15]],
    [7, 0, [0, 0, 0]],
  ])('after %i litres puts %i litres into %j', (used, volume, expected) => {
    expect(acrossTiers(bounds, litres(used), litres(volume))).toEqual(expected)
  })
})
