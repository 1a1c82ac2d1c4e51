import { type Permission, permissions } from '#core/contract/permissions.ts'
import { buildDemoCity } from '#core/demo/buildDemoCity.ts'
import { findDemoCity } from '#core/demo/demoCity.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { isRefusal } from '#core/kernel/domainError.ts'
import { createPartner } from '#core/partners/createPartner.ts'
import { createStaff } from '#core/staff/createStaff.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { rootPath } from '#core/staff/staff.ts'
import { OrgUnitTable, StaffTable } from '#core/staff/staff.table.ts'
import { standardRoles } from '#core/staff/standardRoles.ts'
import type { HubConfig } from './config.ts'
import { type FirstStart, firstStartFile, planFirstStart } from './firstStart.ts'
import { writePrivateFile } from './privateFile.ts'

interface Deps {
  database: Database
  clock: Clock
}

/**
 * Fills the demonstration: a log-in for each role, a bank, the city. Each part is left alone where it is there already.
 * @param onProgress parts of the city done, of how many, and what they are
 */
export async function seedDemo(
  deps: Deps,
  config: HubConfig,
  hubPublicKeyPem: string,
  onProgress: (done: number, total: number, what: string) => void,
): Promise<FirstStart> {
  const plan = planFirstStart(config, hubPublicKeyPem)
  const admin = await principalOfAdmin(deps, plan)
  for (const person of plan.staff.slice(1)) await addStaff(deps, admin, person)
  if (plan.partner) await addPartner(deps, admin, plan.partner)
  const { demoAccounts } = (await findDemoCity(deps.database)) ?? (await buildDemoCity({ ...deps, onProgress }))
  const complete = { ...plan, accounts: demoAccounts.map((account) => ({ ...account })) }
  writePrivateFile(firstStartFile(config), JSON.stringify(complete, null, 2))
  return complete
}

async function principalOfAdmin({ database }: Deps, plan: FirstStart): Promise<StaffPrincipal> {
  const [first] = plan.staff
  const admin = await database.read.findOneByOrFail(StaffTable, { login: first?.login ?? 'admin' })
  const root = await database.read.findOneByOrFail(OrgUnitTable, { path: rootPath })
  const all: readonly Permission[] = permissions
  return {
    staffId: admin.id,
    sessionId: 'first-start',
    login: admin.login,
    name: admin.name,
    mustChangePassword: false,
    grants: [{ unitId: root.id, unitPath: root.path, permissions: all }],
  }
}

async function addStaff(deps: Deps, admin: StaffPrincipal, person: FirstStart['staff'][number]) {
  const { login, password, role } = person
  const unitId = admin.grants[0]?.unitId ?? ''
  const name = `演示${standardRoles.find((known) => known.code === role)?.name ?? role}`
  try {
    const staffId = await createStaff(deps, admin, { login, name, unitId, password, roles: [{ role, unitId }] })
    // The demonstration's passwords are random, and nobody but who started it has seen them.
    await deps.database.transaction((tx) => tx.update(StaffTable, { id: staffId }, { mustChangePassword: false }))
  } catch (error) {
    if (!isRefusal(error, 'staff.loginTaken')) throw error
  }
}

async function addPartner(deps: Deps, admin: StaffPrincipal, partner: NonNullable<FirstStart['partner']>) {
  const { code, publicKeyPem } = partner
  const terms = { allowedAddresses: [], ratePerMinute: 600, serviceFrom: null, serviceTo: null }
  try {
    await createPartner(deps, admin, { code, name: '演示银行', publicKeyPem, ...terms })
  } catch (error) {
    if (!isRefusal(error, 'partner.codeTaken')) throw error
  }
}
