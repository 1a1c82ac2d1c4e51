import type { Account, Customer } from '#core/accounts/account.ts'
import type { UsageClass } from '#core/billing/tariff.ts'
import { type BusinessDate, addMonths, businessDate, startOf, yearOf } from '#core/kernel/businessDate.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { cubicMetres } from '#core/kernel/litres.ts'
import type { Meter } from '#core/metering/meter.ts'
import type { DemoAccount } from './demoAccount.ts'
import { type Habit, inventHabit } from './habits.ts'
import { newLife } from './meterLife.ts'
import { organisationName, personName } from './names.ts'
import { createRandom, type Random } from './random.ts'
import { periods } from './readingDates.ts'
import type { DemoRoute } from './routes.ts'
import { flat, shop } from './streets.ts'
import { inventPopulation, inventUsageClass, inventWaterUse } from './waterUse.ts'

/** What is not left to chance. */
export interface Wishes {
  usageClass?: UsageClass
  population?: number
  habit?: Habit
  plain?: boolean
}

const pad = (value: number, width: number) => String(value).padStart(width, '0')

/** Gives out what must be unique, or follow on one another, in the city. */
export function createRegister(seed: number, routes: readonly DemoRoute[], today: BusinessDate) {
  const perRoute = new Map<DemoRoute, { accounts: number; flats: number; shops: number }>()
  let [households, customers, meters] = [0, 0, 0]

  const countsOf = (route: DemoRoute) => {
    const counts = perRoute.get(route) ?? { accounts: 0, flats: 0, shops: 0 }
    perRoute.set(route, counts)
    return counts
  }

  function newCustomer(name: string, since: BusinessDate): Customer {
    const createdAt = startOf(since) + 9 * 3_600_000
    // As invented as a number can look: 13800000001 and on.
    return { id: newId(createdAt), name, phone: `1380${pad(++customers, 7)}`, createdAt }
  }

  function newAccount(
    route: DemoRoute,
    customer: Customer,
    wishes: Wishes,
    random: Random,
    kin?: Account,
  ): DemoAccount {
    const { usageClass = 'residential', plain = false } = wishes
    const atHome = usageClass === 'residential'
    const counts = countsOf(route)
    const population = wishes.population ?? (atHome ? inventPopulation(random) : 1)
    const opened = plain || !random.chance(0.03) ? 0 : random.between(1, Math.floor(periods / 2))
    const installedOn = dateAt(route, opened)
    const openedOn = opened > 0 ? installedOn : connectedOn(route)
    const id = newId(startOf(openedOn))
    const place = atHome ? flat : shop
    const account: Account = {
      id,
      number: route.accountPrefix + pad(++counts.accounts, 5),
      customerId: customer.id,
      unitId: route.unitId,
      routeId: route.id,
      householdId: kin?.householdId ?? id,
      premises: place(route.centre.district, route.street, atHome ? counts.flats++ : counts.shops++),
      usageClass,
      population,
      lowIncomeUntil: atHome && !plain && random.chance(0.04) ? lowIncomeUntil(today, random) : null,
      openedOn,
      closedOn: null,
      prepayment: fen(0),
    }
    const life = newLife(newMeter(id, installedOn, atHome && !plain && random.chance(0.004)))
    const readBy = random.chance(0.6) ? 'remote' : 'actual'
    const use = inventWaterUse(usageClass, population, random)
    const habit = wishes.habit ?? inventHabit(random)
    return { account, customer, route, opened, readBy, use, habit, plain, life, random }
  }

  /** New at zero; one that `turnsSoon` was in use before, and has one dial less. */
  function newMeter(accountId: string, installedOn: BusinessDate, turnsSoon = false): Meter {
    return {
      id: newId(startOf(installedOn)),
      serialNumber: `${installedOn.slice(2, 4)}${pad(++meters, 8)}`,
      accountId,
      registerCapacity: cubicMetres(turnsSoon ? 10_000 : 100_000),
      installedOn,
      installedAt: cubicMetres(turnsSoon ? 9_900 : 0),
      removedOn: null,
    }
  }

  return {
    /** One household, shop or institution: mostly one account, sometimes two that share their tiers. */
    household(wishes: Wishes = {}): DemoAccount[] {
      const index = households++
      const random = createRandom(seed, index)
      const route = routes[index % routes.length]
      if (!route) throw new RangeError('a city without routes')
      const usageClass = wishes.usageClass ?? inventUsageClass(random)
      const organised = usageClass !== 'residential' && usageClass !== 'residential-low-income'
      const name = organised ? route.centre.district + organisationName(random, usageClass) : personName(random)
      const customer = newCustomer(name, openings)
      const first = newAccount(route, customer, { ...wishes, usageClass }, random)
      if (organised || wishes.plain || !random.chance(0.01)) return [first]
      const second = newAccount(route, customer, { usageClass }, createRandom(seed, index, 1), first.account)
      return [first, second]
    },
    newMeter,
  }
}
export type Register = ReturnType<typeof createRegister>

/** No account is older: the published tariffs hold from that day. */
const openings = businessDate('2020-01-01')

/** A street is connected as a whole, and its accounts opened on one day: their rows lie together, too. */
function connectedOn(route: DemoRoute): BusinessDate {
  const day = addMonths(dateAt(route, 0), -(6 + ((route.index * 7) % 48)))
  return day < openings ? openings : day
}

function dateAt(route: DemoRoute, period: number): BusinessDate {
  const date = route.dates[period]
  if (date === undefined) throw new RangeError(`no period ${period}`)
  return date
}

/** To the end of this year, or of the one before: then it has lapsed. */
const lowIncomeUntil = (today: BusinessDate, random: Random): BusinessDate =>
  businessDate(`${yearOf(today) - (random.chance(0.75) ? 0 : 1)}-12-31`)
