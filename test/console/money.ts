import { AccountTable } from '#core/accounts/account.table.ts'
import { addDays, businessDate, dateOf } from '#core/kernel/businessDate.ts'
import { systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { litres } from '#core/kernel/litres.ts'
import { ReadingRouteTable } from '#core/metering/metering.table.ts'
import { PartnerDayTable } from '#core/payments/payment.table.ts'
import { addAcceptedReading, createHousehold } from '../household.ts'
import { staffCaller, staffCookieFor } from '../hub/callers.ts'
import { housePassword } from '../staffHouse.ts'
import type { ConsoleTown } from './consoleTown.ts'

/** Money, readings and an outage in a town: two receipts of today, one reading that waits, one that nobody has billed. */
export async function addMoney(database: Database, { hub, home }: ConsoleTown) {
  const admin = staffCaller(hub.url, await staffCookieFor(hub.url, 'admin', housePassword))
  const now = systemClock()
  const today = dateOf(now)
  const book = (amount: number) =>
    admin('POST /api/staff/receipts', {
      body: { serial: newId(systemClock()), accountNumber: home.account.number, amount: fen(amount) },
    })
  const earlier = await book(1_000)
  const newest = await book(2_050)
  const other = await createHousehold(database)
  const routeId = newId(now)
  await database.transaction(async (tx) => {
    await tx.insert(ReadingRouteTable, { id: routeId, routeCode: '0102', name: '兴华路西段', unitId: home.unitId })
    await tx.update(AccountTable, { id: other.account.id }, { routeId })
    const reading = { readOn: addDays(today, -40), register: 12_000, volume: 12_000 }
    await addAcceptedReading(tx, other.meter, reading)
    await tx.insert(PartnerDayTable, {
      id: newId(now),
      channel: 'TESTBANK',
      businessDate: addDays(today, -1),
      theirCount: 12,
      theirTotal: fen(1_234_500),
      ourCount: 11,
      ourTotal: fen(1_222_000),
      closedAt: now,
    })
  })
  const strange = await admin('POST /api/staff/meters/:meterId/readings', {
    params: { meterId: home.meter.id },
    body: { readOn: addDays(today, -1), register: litres(9_000), kind: 'actual' },
  })
  const outageId = newId(now)
  await admin('PUT /api/staff/outages/:outageId', {
    params: { outageId },
    body: {
      unitId: home.unitId,
      kind: 'planned',
      area: [{ kind: 'accounts', accountNumbers: [home.account.number] }],
      plannedFrom: now + 3_600_000 * 30,
      plannedTo: now + 3_600_000 * 36,
      alternativeSupply: null,
      place: '滨河新城三期',
      reason: '更换阀门',
    },
  })
  await admin('POST /api/staff/outages/:outageId/announcement', { params: { outageId }, body: { id: newId(now) } })
  return { admin, earlier, newest, other, routeId, strange, firstDay: businessDate(addDays(today, -60)) }
}
export type TownMoney = Awaited<ReturnType<typeof addMoney>>
