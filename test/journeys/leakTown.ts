import { join } from 'node:path'
import { systemClock } from '#core/kernel/clock.ts'
import { newId } from '#core/kernel/id.ts'
import { OrgUnitTable, StaffTable } from '#core/staff/staff.table.ts'
import { createConsole } from '#gateway/console.ts'
import { createResidentApp } from '#gateway/residentApp.ts'
import { databases } from '../databases.ts'
import { createHousehold, type Household } from '../household.ts'
import { startTestHub, type TestHub } from '../hub/testHub.ts'

const root = join(import.meta.dirname, '../..')
const built = { console: join(root, 'callcenter/console/dist'), app: join(root, 'miniprogram/dist/h5') }

/** From the service centre down to the crew. */
export const levels = ['城北供水服务中心', '管网抢修部', '抢修一班（安平片区）'] as const

export interface LeakTown {
  hub: TestHub
  home: Household
  close(): Promise<void>
}

/**
 * A hub with the console and the residents’ app, three levels of units, the agent `li.na`, who takes reports and
 * dispatches them, and `zhou.lei` of the crew.
 */
export async function openLeakTown(): Promise<LeakTown> {
  const sqlite = databases.find(({ kind }) => kind === 'sqlite')
  if (!sqlite) throw new Error('no SQLite')
  const database = await sqlite.open()
  const hub = await startTestHub(database, {
    pages: (headers) => [createConsole(built.console, headers), createResidentApp(built.app, headers)],
  })
  const { house } = hub
  const [centre, department, crew] = levels
  const crewUnit = { id: newId(systemClock()), parentId: house.east.id, path: '/root/north/east/one/', name: crew }
  await database.transaction(async (tx) => {
    await tx.insert(OrgUnitTable, crewUnit)
    await tx.update(OrgUnitTable, { id: house.north.id }, { name: centre })
    await tx.update(OrgUnitTable, { id: house.east.id }, { name: department })
    await tx.update(OrgUnitTable, { id: house.south.id }, { name: '城南供水服务中心' })
  })
  const people = [
    ['li.na', '李娜', house.root.id, 'agent'],
    ['zhou.lei', '周磊', crewUnit.id, 'crew'],
  ] as const
  for (const [login, name, unitId, role] of people) {
    const { staffId } = await house.hire(login, unitId, [role])
    await database.transaction((tx) => tx.update(StaffTable, { id: staffId }, { name }))
  }
  return {
    hub,
    home: await createHousehold(database),
    async close() {
      await hub.close()
      await database.close()
    },
  }
}
