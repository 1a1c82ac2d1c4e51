import { join } from 'node:path'
import { AccountTable } from '#core/accounts/account.table.ts'
import { issueBill } from '#core/billing/issueBill.ts'
import { system } from '#core/kernel/actor.ts'
import { addDays, dateOf, startOf } from '#core/kernel/businessDate.ts'
import { systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { StaffTable } from '#core/staff/staff.table.ts'
import { createConsole } from '#gateway/console.ts'
import { seedArticles } from '#knowledge/articles/seedArticles.ts'
import { databases } from '../databases.ts'
import { addAcceptedReading, createHousehold, type Household } from '../household.ts'
import { staffCaller, staffCookieFor } from '../hub/callers.ts'
import { startTestHub, type TestHub } from '../hub/testHub.ts'
import { housePassword } from '../staffHouse.ts'

const people = [
  ['li.na', '李娜', 'agent'],
  ['wang.fang', '王芳', 'supervisor'],
  ['sun.li', '孙丽', 'editor'],
] as const

const built = join(import.meta.dirname, '../../callcenter/console/dist')

export interface ConsoleTown {
  hub: TestHub
  database: Database
  /** With an overdue bill and a far too long address. */
  home: Household
  /** Number of the work order that was reported for it. */
  workOrder: { id: string; number: string }
  close(): Promise<void>
}

/** A hub with the console, articles, an agent `li.na`, a supervisor `wang.fang`, an editor `sun.li` and a household. */
export async function openConsoleTown(): Promise<ConsoleTown> {
  const sqlite = databases.find(({ kind }) => kind === 'sqlite')
  if (!sqlite) throw new Error('no SQLite')
  const database = await sqlite.open()
  await seedArticles({ database, clock: systemClock })
  const hub = await startTestHub(database, { pages: (headers) => [createConsole(built, headers)] })
  const { house } = hub
  for (const [login, name, role] of people) {
    const { staffId } = await house.hire(login, house.root.id, [role])
    await database.transaction((tx) => tx.update(StaffTable, { id: staffId }, { name }))
  }
  const home = await createHousehold(database)
  const premises = '安平区滨河新城东城国际花园三期北区第十二栋二单元一千八百零二室（原机械厂家属院）'
  await database.transaction((tx) => tx.update(AccountTable, { id: home.account.id }, { premises }))
  const readOn = addDays(dateOf(systemClock()), -65)
  await database.transaction((tx) => addAcceptedReading(tx, home.meter, { readOn, register: 24_500, volume: 24_500 }))
  await issueBill({ database, clock: () => startOf(readOn) }, system('test'), home.account.id)
  const admin = staffCaller(hub.url, await staffCookieFor(hub.url, 'admin', housePassword))
  const workOrder = await admin('POST /api/staff/work-orders', {
    body: {
      id: '01M869A5VYDHXW1H78T1Y22HQN',
      kind: 'leak',
      accountId: home.account.id,
      place: null,
      position: null,
      description: '单元门口地面往外冒水，从早上六点开始，越来越大。',
      contactPhone: home.customer.phone,
      photoIds: [],
      unitId: house.root.id,
    },
  })
  return {
    hub,
    database,
    home,
    workOrder,
    async close() {
      await hub.close()
      await database.close()
    },
  }
}
