import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { isRefusal } from '#core/kernel/domainError.ts'
import { StartError } from '#core/kernel/startError.ts'
import { createFirstAdmin } from '#core/staff/createFirstAdmin.ts'
import { installStandardRoles } from '#core/staff/installStandardRoles.ts'
import { verifyPassword } from '#core/staff/password.ts'
import { StaffTable } from '#core/staff/staff.table.ts'
import type { HubConfig } from './config.ts'
import { addPrivateFile } from './privateFile.ts'

const LogIn = z.object({ login: z.string(), password: z.string(), role: z.string() })

/** What the first start made up and somebody has to be told: `first-start.json` in the data folder. */
export const FirstStart = z.object({
  staff: z.array(LogIn),
  partner: z.object({ code: z.string(), privateKeyPem: z.string(), publicKeyPem: z.string() }).nullable(),
  /** Signs the hub's answers to partners. */
  hubPublicKeyPem: z.string(),
  accounts: z.array(
    z.object({
      accountNumber: z.string(),
      name: z.string(),
      meterNumber: z.string(),
      phone: z.string(),
      premises: z.string(),
    }),
  ),
})
export type FirstStart = z.output<typeof FirstStart>

/** Twenty characters of base64url: 120 bits. */
const newPassword = () => randomBytes(15).toString('base64url')

export const demoStaff = [
  { login: 'admin', role: 'admin' },
  { login: 'agent', role: 'agent' },
  { login: 'supervisor', role: 'supervisor' },
  { login: 'cashier', role: 'cashier' },
  { login: 'reviewer', role: 'meterReviewer' },
  { login: 'accountant', role: 'accountant' },
  { login: 'dispatcher', role: 'dispatcher' },
  { login: 'crew', role: 'crew' },
  { login: 'auditor', role: 'auditor' },
] as const

export const firstStartFile = (config: HubConfig): string => join(config.DATA_DIR, 'first-start.json')

/**
 * What the first start decides, decided once: the file is written before anything that is in it is put into effect, so
 * that a process which dies in between has locked nobody out.
 */
export function planFirstStart(config: HubConfig, hubPublicKeyPem: string): FirstStart {
  const file = firstStartFile(config)
  const known = readFirstStart(config)
  if (known) return known
  const demo = config.HUB_MODE === 'demo'
  const staff = demo ? demoStaff : demoStaff.slice(0, 1)
  const plan: FirstStart = {
    staff: staff.map((person) => ({ ...person, password: newPassword() })),
    partner: demo ? { code: 'DEMOBANK', ...newKeyPair() } : null,
    hubPublicKeyPem,
    accounts: [],
  }
  if (!addPrivateFile(file, JSON.stringify(plan, null, 2))) return planFirstStart(config, hubPublicKeyPem)
  return plan
}

/** @throws StartError when the file is there and is not what it should be */
export function readFirstStart(config: HubConfig): FirstStart | null {
  const file = firstStartFile(config)
  if (!existsSync(file)) return null
  try {
    return FirstStart.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new StartError(`${file} is damaged. Move it away; log-ins that it held stay as they are.`)
  }
}

/** The accounts are written when the city stands: until then a process may have died over it. */
export const isComplete = (made: FirstStart | null): boolean => made !== null && made.accounts.length > 0

function newKeyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}

/** The root unit, the standard roles and the first admin, where they are not there yet. */
export async function found(
  { database, clock }: { database: Database; clock: Clock },
  config: HubConfig,
  hubPublicKeyPem: string,
): Promise<void> {
  const units: unknown[] = await database.read.query('select id from org_unit limit 1')
  if (units.length > 0) {
    await database.transaction((tx) => installStandardRoles(tx, clock()))
    return
  }
  const [admin] = planFirstStart(config, hubPublicKeyPem).staff
  if (!admin) throw new StartError(`${firstStartFile(config)} names no admin. Move it away and start again.`)
  const demo = config.HUB_MODE === 'demo'
  try {
    await createFirstAdmin(
      { database, clock },
      {
        unitName: demo ? '演示市水务集团' : '水务集团',
        login: admin.login,
        name: '系统管理员',
        password: admin.password,
        // The demonstration's passwords are random, and nobody but who started it has seen them.
        mustChangePassword: !demo,
      },
    )
  } catch (error) {
    if (!isRefusal(error, 'staff.alreadyFounded')) throw error
    // Another process was quicker: the log-ins are in its file. That is this one where they share the folder.
    const [chief] = await database.read.findBy(StaffTable, { login: admin.login })
    if (!chief || !(await verifyPassword(chief.passwordHash, admin.password))) rmSync(firstStartFile(config))
  }
}
