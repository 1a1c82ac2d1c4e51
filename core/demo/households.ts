import type { Account, Customer } from '#core/accounts/account.ts'
import type { UsageClass } from '#core/billing/tariff.ts'
import { type BusinessDate, addMonths, businessDate, startOf, yearOf } from '#core/kernel/businessDate.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { cubicMetres, litres } from '#core/kernel/litres.ts'
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
    // A range of numbers that the networks do not give out to people.
    return { id: newId(createdAt), name, phone: `1380${pad(++customers, 7)}`, createdAt }
  }

  function newAccount(route: DemoRoute, customer: Customer, wishes: Wishes, random: Random, kin?: Account): DemoAccount {
    const usageClass = wishes.usageClass ?? 'residential'
    const atHome = usageClass === 'residential'
    const counts = countsOf(route)
    const population = wishes.population ?? (atHome ? inventPopulation(random) : 1)
    const opened = wishes.plain || !random.chance(0.03) ? 0 : random.between(1, Math.floor(periods / 2))
    const installedOn = dateAt(route, opened)
    const older = addMonths(installedOn, -(6 + ((route.index * 7) % 48)))
    const openedOn = opened > 0 ? installedOn : older < openings ? openings : older
    const id = newId(startOf(openedOn))
    const place = atHome ? flat : shop
    const account: Account = {
      id,
      number: route.routeCode.slice(3, 4) + route.routeCode.slice(4) + pad(++counts.accounts, 5),
      customerId: customer.id,
      unitId: route.unitId,
      routeId: route.id,
      householdId: kin?.householdId ?? id,
      premises: place(route.centre.district, route.street, atHome ? counts.flats++ : counts.shops++),
      usageClass,
      population,
      lowIncomeUntil: atHome && !wishes.plain && random.chance(0.04) ? lowIncomeUntil(today, random) : null,
      openedOn,
      closedOn: null,
      prepayment: fen(0),
    }
    const turnsSoon = !wishes.plain && random.chance(0.004)
    const meter = {
      id: newId(startOf(installedOn)),
      serialNumber: serialNumber(installedOn, ++meters),
      accountId: id,
      registerCapacity: turnsSoon ? cubicMetres(10_000) : cubicMetres(100_000),
      installedOn,
      installedAt: turnsSoon ? cubicMetres(9_900) : litres(0),
      removedOn: null,
    }
    const readBy = random.chance(0.6) ? 'remote' : 'actual'
    const use = inventWaterUse(usageClass, population, random)
    const habit = wishes.habit ?? inventHabit(random)
    const { plain = false } = wishes
    return { account, customer, route, opened, installedOn, readBy, use, habit, plain, life: newLife(meter), random }
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
    /** The number of the meter that comes next. */
    serialNumber: (installedOn: BusinessDate) => serialNumber(installedOn, ++meters),
  }
}
export type Register = ReturnType<typeof createRegister>

/** No account is older: the published tariffs hold from that day. */
const openings = businessDate('2020-01-01')

const serialNumber = (installedOn: BusinessDate, count: number) => `${installedOn.slice(2, 4)}${pad(count, 8)}`

function dateAt(route: DemoRoute, period: number): BusinessDate {
  const date = route.dates[period]
  if (date === undefined) throw new RangeError(`no period ${period}`)
  return date
}

/** To the end of this year, or of the one before: then it has lapsed. */
const lowIncomeUntil = (today: BusinessDate, random: Random): BusinessDate =>
  businessDate(`${yearOf(today) - (random.chance(0.75) ? 0 : 1)}-12-31`)
