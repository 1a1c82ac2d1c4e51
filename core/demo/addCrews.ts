import type { WorkOrderKind } from '#core/contract/workorders.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { noFailures } from '#core/staff/countAttempt.ts'
import { nobodysHash } from '#core/staff/password.ts'
import { type OrgUnit, rootPath, type Staff, type StaffRole } from '#core/staff/staff.ts'
import { OrgUnitTable, RoleTable, StaffRoleTable, StaffTable } from '#core/staff/staff.table.ts'
import { personName } from './names.ts'
import { createRandom } from './random.ts'
import { centres } from './streets.ts'

/** A crew that work orders of these kinds are given to. */
export interface DemoCrew {
  unitId: string
  /** Of the service centre that it belongs to. */
  centreId: string
  kinds: readonly WorkOrderKind[]
  /** Ids of its people. */
  people: readonly string[]
  /** Who sends it out, at its service centre. */
  dispatcherId: string
}

/** The departments of every service centre, each with its crews. */
const departments = [
  {
    code: 'repair',
    name: '管网抢修部',
    kinds: ['leak', 'noWater', 'lowPressure', 'quality', 'cover'],
    crews: [
      { code: 'one', name: '抢修一班' },
      { code: 'two', name: '抢修二班' },
    ],
  },
  {
    code: 'service',
    name: '用户服务部',
    kinds: ['meter', 'billing', 'other'],
    crews: [
      { code: 'meter', name: '表务班' },
      { code: 'visit', name: '上门服务班' },
    ],
  },
] as const
const peoplePerCrew = 3

type Unit = Pick<OrgUnit, 'id' | 'path'>

/**
 * Departments and crews below the service centres, with people at each. They are for work orders to be given to:
 * nobody knows a password of theirs, until an administrator sets one. Whoever was there as crew joins the first crew.
 * @param centreIds of the service centres, by their names
 */
export async function addCrews(
  database: Database,
  centreIds: Readonly<Record<string, string>>,
  { seed, now }: { seed: number; now: number },
): Promise<DemoCrew[]> {
  const random = createRandom(seed, 41)
  const units: OrgUnit[] = []
  const staff: Staff[] = []
  const roles: StaffRole[] = []
  const roleIds = await idsOfRoles(database)

  const unitBelow = (above: Unit, code: string, name: string): Unit => {
    const unit = { id: newId(now), parentId: above.id, name, path: `${above.path}${code}/` }
    units.push(unit)
    return unit
  }
  const hire = (login: string, unitId: string, role: 'crew' | 'dispatcher'): string => {
    const id = newId(now)
    const closed = { passwordHash: nobodysHash, mustChangePassword: true, ...noFailures, disabledAt: null }
    staff.push({ id, login, name: personName(random), unitId, ...closed, createdAt: now })
    roles.push({ staffId: id, roleId: roleIds[role] ?? '', unitId })
    return id
  }

  const crews: DemoCrew[] = []
  for (const [index, { code: centreCode, name: centreName }] of centres.entries()) {
    const centre = { id: centreIds[centreName] ?? '', path: `${rootPath}${centreCode}/` }
    const short = centreName.slice(0, 2)
    const dispatcherId = hire(`${index + 1}000`, centre.id, 'dispatcher')
    for (const [turn, plan] of departments.entries()) {
      const number = `${index + 1}${turn + 1}`
      const department = unitBelow(centre, plan.code, `${short}${plan.name}`)
      hire(`${number}00`, department.id, 'dispatcher')
      for (const [place, { code, name }] of plan.crews.entries()) {
        const { id: unitId } = unitBelow(department, code, `${short}${name}`)
        const logins = Array.from({ length: peoplePerCrew }, (_, person) => `${number}${place + 1}${person + 1}`)
        const people = logins.map((login) => hire(login, unitId, 'crew'))
        crews.push({ unitId, centreId: centre.id, kinds: plan.kinds, people, dispatcherId })
      }
    }
  }
  const [first] = crews
  await database.transaction(async (tx) => {
    await insertRows(tx, OrgUnitTable, units)
    const joined = first && (await join(tx, roleIds['crew'] ?? '', first.unitId))
    if (first && joined !== undefined) crews[0] = { ...first, people: [joined, ...first.people] }
    await insertRows(tx, StaffTable, staff)
    await insertRows(tx, StaffRoleTable, roles)
  })
  return crews
}

async function idsOfRoles({ read }: Database): Promise<Readonly<Record<string, string>>> {
  const roles = await read.find(RoleTable)
  return Object.fromEntries(roles.map(({ code, id }) => [code, id]))
}

/** A step: whoever holds this role moves to the unit; resolves to their id, where there is somebody. */
async function join(tx: Transaction, roleId: string, unitId: string): Promise<string | undefined> {
  const [person]: { id: string }[] = await tx.query(
    'select s.id from staff s join staff_role g on g.staffId = s.id where g.roleId = ? order by s.createdAt, s.id limit 1',
    [roleId],
  )
  if (!person) return undefined
  await tx.update(StaffTable, { id: person.id }, { unitId })
  await tx.update(StaffRoleTable, { staffId: person.id, roleId }, { unitId })
  return person.id
}
