import type { Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { ReadingRoute } from '#core/metering/meter.ts'
import { ReadingRouteTable } from '#core/metering/metering.table.ts'
import { type OrgUnit, rootPath } from '#core/staff/staff.ts'
import { OrgUnitTable } from '#core/staff/staff.table.ts'
import { readingDates } from './readingDates.ts'
import { type Centre, centres } from './streets.ts'

/** 表册: a street of a centre, and when it is read. */
export interface DemoRoute extends ReadingRoute {
  index: number
  centre: Centre
  street: string
  /** What the numbers of its accounts begin with: the centre's and its own. */
  accountPrefix: string
  /** Of the installation, then of every period's reading. */
  dates: readonly BusinessDate[]
}

const accountsPerRoute = 150
const pad = (value: number) => String(value).padStart(2, '0')

/** A step: the service centres below the root, by name. @throws Error when there is no root unit */
export async function addCentres(tx: Transaction, now: number): Promise<Record<string, string>> {
  const root = await tx.findOneBy(OrgUnitTable, { path: rootPath })
  if (!root) throw new Error('the demo city needs a root unit: create the first administrator before it')
  const units = centres.map(({ code, name }): OrgUnit => {
    return { id: newId(now), parentId: root.id, name, path: `${rootPath}${code}/` }
  })
  await insertRows(tx, OrgUnitTable, units)
  return Object.fromEntries(units.map(({ name, id }) => [name, id]))
}

/** A step: as many routes as so many accounts need, the centres taking turns. @throws RangeError for too large a city */
export async function addRoutes(
  tx: Transaction,
  units: Readonly<Record<string, string>>,
  accounts: number,
  today: BusinessDate,
  now: number,
): Promise<DemoRoute[]> {
  const count = Math.max(centres.length, Math.round(accounts / accountsPerRoute))
  const routes = Array.from({ length: count }, (_, index) => routeAt(index, count, units, today, now))
  const rows = routes.map(({ id, routeCode, name, unitId }) => ({ id, routeCode, name, unitId }))
  await insertRows(tx, ReadingRouteTable, rows)
  return routes
}

function routeAt(
  index: number,
  count: number,
  units: Readonly<Record<string, string>>,
  today: BusinessDate,
  now: number,
): DemoRoute {
  const centre = centres[index % centres.length]
  const street = centre?.streets[Math.floor(index / centres.length)]
  const unitId = centre && units[centre.name]
  if (!centre || street === undefined || unitId === undefined) throw new RangeError('more routes than streets')
  const centreNumber = 1 + (index % centres.length)
  const number = pad(1 + Math.floor(index / centres.length))
  const accountPrefix = `${centreNumber}${number}`
  const dates = readingDates(today, index, count)
  const routeCode = `R-${pad(centreNumber)}${number}`
  const row = { id: newId(now), routeCode, name: `${street}表册`, unitId }
  return { ...row, index, centre, street, accountPrefix, dates }
}
