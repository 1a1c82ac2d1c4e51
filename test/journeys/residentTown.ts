import { AccountTable } from '#core/accounts/account.table.ts'
import { issueBill } from '#core/billing/issueBill.ts'
import { system } from '#core/kernel/actor.ts'
import { addDays, type BusinessDate, dateOf, startOf } from '#core/kernel/businessDate.ts'
import { systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { fen } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { createResidentApp } from '#gateway/residentApp.ts'
import { seedArticles } from '#knowledge/articles/seedArticles.ts'
import { addAcceptedReading, createHousehold, type Household } from '../household.ts'
import { anybody, partnerCaller, residentCaller, staffCaller, staffCookieFor } from '../hub/callers.ts'
import { startTestHub, type TestHub, type TestHubOptions } from '../hub/testHub.ts'
import { databases } from '../databases.ts'
import { housePassword } from '../staffHouse.ts'
import { join } from 'node:path'

const hourMs = 3_600_000
const built = join(import.meta.dirname, '../../miniprogram/dist/h5')
const longPremises = '安平区滨河新城东城国际花园三期北区第十二栋二单元一千八百零二室（原机械厂家属院）'

export interface ResidentTown {
  hub: TestHub
  /** Two unpaid bills, one of them overdue, after years of paid ones. */
  home: Household
  /** Far too long an address, and not one bill. */
  parents: Household
  /** Another household with bills as `home` has them. */
  moveIn(): Promise<Household>
  close(): Promise<void>
}

/** A hub with the residents' page, its articles and two households. */
export async function openResidentTown(options: Pick<TestHubOptions, 'identityPlatforms'> = {}): Promise<ResidentTown> {
  const sqlite = databases.find(({ kind }) => kind === 'sqlite')
  if (!sqlite) throw new Error('no SQLite')
  const database = await sqlite.open()
  await seedArticles({ database, clock: systemClock })
  const hub = await startTestHub(database, { ...options, pages: (headers) => [createResidentApp(built, headers)] })
  const home = await createHousehold(database)
  const parents = await createHousehold(database)
  await database.transaction((tx) => tx.update(AccountTable, { id: parents.account.id }, { premises: longPremises }))
  await fillWithBills(database, hub, home)
  async function moveIn() {
    const household = await createHousehold(database)
    await fillWithBills(database, hub, household)
    return household
  }
  return {
    hub,
    home,
    parents,
    moveIn,
    async close() {
      await hub.close()
      await database.close()
    },
  }
}

/** A bill every two months for two years, the last two unpaid: 30.40 yuan that are overdue, and 79.60 that are not. */
async function fillWithBills(database: Database, hub: TestHub, { account, meter }: Household) {
  const today = dateOf(systemClock())
  let register = 0
  const bill = async (readOn: BusinessDate, volume: number) => {
    register += volume
    await database.transaction((tx) => addAcceptedReading(tx, meter, { readOn, register, volume }))
    return issueBill({ database, clock: () => startOf(readOn) + 9 * hourMs }, system('test'), account.id)
  }
  let paid = 0
  for (let back = 12; back >= 2; back--)
    paid += (await bill(addDays(today, -60 * back - 5), 14_000 + back * 500)).amount
  const bank = partnerCaller(hub.url, hub.partner)
  const debt = await bank('GET /api/partner/v1/accounts/:accountNumber/debt', {
    params: { accountNumber: account.number },
  })
  if (paid > 0) {
    const body = { serial: `BANK-TOWN-${account.number}`, accountNumber: account.number, amount: fen(debt.debt.total) }
    await bank('POST /api/partner/v1/payments', { body })
  }
  await bill(addDays(today, -65), 10_000)
  await bill(addDays(today, -5), 24_500)
}

/** An emergency that is going on, and planned work to come: those who are bound to it are told. Their ids. */
export async function announceOutages(hub: TestHub, { account }: Household): Promise<string[]> {
  const admin = staffCaller(hub.url, await staffCookieFor(hub.url, 'admin', housePassword))
  const me = await admin('GET /api/staff/me')
  const now = systemClock()
  const plans = [
    {
      kind: 'emergency' as const,
      plannedFrom: now - hourMs,
      plannedTo: now + 5 * hourMs,
      alternativeSupply: '滨河新城东门有送水车，请自带水桶',
      place: '滨河新城东城国际花园三期',
      reason: '直径 300 毫米供水管破裂抢修',
    },
    {
      kind: 'planned' as const,
      plannedFrom: now + 40 * hourMs,
      plannedTo: now + 48 * hourMs,
      alternativeSupply: null,
      place: '滨河新城、安平里、机械厂家属院及周边沿街商铺',
      reason: '更换老旧管道和阀门',
    },
  ]
  const ids: string[] = []
  for (const plan of plans) {
    const outageId = newId(systemClock())
    const area = [{ kind: 'accounts' as const, accountNumbers: [account.number] }]
    const body = { unitId: me.grants[0]?.unitId ?? '', area, ...plan }
    await admin('PUT /api/staff/outages/:outageId', { params: { outageId }, body })
    const stage = { params: { outageId }, body: { id: newId(systemClock()) } }
    await admin('POST /api/staff/outages/:outageId/announcement', stage)
    ids.push(outageId)
  }
  return ids
}

/** Water is back. */
export async function restoreWater(hub: TestHub, outageId: string): Promise<void> {
  const admin = staffCaller(hub.url, await staffCookieFor(hub.url, 'admin', housePassword))
  const stage = { params: { outageId }, body: { id: newId(systemClock()) } }
  await admin('POST /api/staff/outages/:outageId/restoration', stage)
}

/** Reports a leak as this resident, and lets the crew have mended it. */
export async function reportLeak(hub: TestHub, name: string, accountId: string): Promise<string> {
  const call = await residentNamed(hub, name)
  const id = newId(systemClock())
  await call('POST /api/resident/work-orders', {
    body: {
      id,
      kind: 'leak',
      accountId,
      place: null,
      position: null,
      description: '单元门口地面往外冒水，从早上六点开始，越来越大。\n物业说不是他们的管道。',
      contactPhone: '13800000001',
      photoIds: [],
    },
  })
  await mend(hub, id)
  return id
}

/** The crew goes there and mends what was reported. */
export async function mend(hub: TestHub, workOrderId: string): Promise<void> {
  const admin = staffCaller(hub.url, await staffCookieFor(hub.url, 'admin', housePassword))
  const me = await admin('GET /api/staff/me')
  const params = { workOrderId }
  const act = () => newId(systemClock())
  const [unitId = ''] = me.grants.map((grant) => grant.unitId)
  await admin('POST /api/staff/work-orders/:workOrderId/dispatch', {
    params,
    body: { id: act(), unitId, staffId: null, note: '请尽快到现场' },
  })
  await admin('POST /api/staff/work-orders/:workOrderId/acceptance', { params, body: { id: act() } })
  await admin('POST /api/staff/work-orders/:workOrderId/completion', {
    params,
    body: { id: act(), result: '更换了楼前 DN100 阀门的密封圈，已恢复正常', photoIds: [] },
  })
}

/** Somebody who logs in by this name; what they do without a browser. */
export async function residentNamed(hub: TestHub, name: string) {
  const { accessToken } = await anybody(hub.url)('POST /api/resident/sessions/development', { body: { name } })
  return residentCaller(hub.url, accessToken)
}

/** Binds a household by what is on its meter. */
export async function bind(hub: TestHub, name: string, { account, customer, meter }: Household): Promise<void> {
  const call = await residentNamed(hub, name)
  await call('POST /api/resident/bindings', {
    body: { proof: 'meterNumber', accountNumber: account.number, name: customer.name, meterNumber: meter.serialNumber },
  })
}
