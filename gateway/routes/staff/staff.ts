import { accountUnknown } from '#core/accounts/account.errors.ts'
import { AccountTable } from '#core/accounts/account.table.ts'
import { listAudit } from '#core/audit/listAudit.ts'
import { nameEntries } from '#core/audit/nameEntries.ts'
import type { staffRoutes } from '#core/contract/staff.ts'
import { changePassword } from '#core/staff/changePassword.ts'
import { createStaff } from '#core/staff/createStaff.ts'
import { createUnit } from '#core/staff/createUnit.ts'
import { disableStaff } from '#core/staff/disableStaff.ts'
import { enableStaff } from '#core/staff/enableStaff.ts'
import { listRoles } from '#core/staff/listRoles.ts'
import { listOwnUnits } from '#core/staff/listOwnUnits.ts'
import { listStaff } from '#core/staff/listStaff.ts'
import { listUnits } from '#core/staff/listUnits.ts'
import { logIn } from '#core/staff/logIn.ts'
import { logOut } from '#core/staff/logOut.ts'
import { resetPassword } from '#core/staff/resetPassword.ts'
import { setRoles } from '#core/staff/setRoles.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'
import { endedStaffCookie, staffCookie } from '../../staffCookie.ts'

export const staffOfHub: Handlers<typeof staffRoutes, Deps> = {
  'POST /api/staff/sessions': async ({ body, address, headers, requestId, setHeader }, deps) => {
    const userAgent = headers['user-agent'] ?? ''
    const { login, password, carrier = 'cookie' } = body
    const { token, ...session } = await logIn(deps, { login, password, address, userAgent, requestId })
    if (carrier === 'token') return { ...session, token }
    setHeader('Set-Cookie', staffCookie(token, session.expiresAt, deps.secureCookies))
    return session
  },
  'DELETE /api/staff/sessions/current': async ({ principal, setHeader }, deps) => {
    await logOut(deps, principal)
    deps.endSession(principal.sessionId)
    setHeader('Set-Cookie', endedStaffCookie(deps.secureCookies))
  },
  'GET /api/staff/me': async ({ principal }) => ({
    ...principal,
    grants: principal.grants.map((grant) => ({ ...grant, permissions: [...grant.permissions] })),
  }),
  'GET /api/staff/me/units': ({ principal }, deps) => listOwnUnits(deps, principal),
  'PUT /api/staff/me/password': async ({ principal, body }, deps) => {
    for (const sessionId of await changePassword(deps, principal, body)) deps.endSession(sessionId)
  },
  'GET /api/staff/staff': async ({ principal, query }, deps) => {
    const staff = await listStaff(deps, principal, given(query))
    return staff.map((person) => ({ ...person, roles: [...person.roles] }))
  },
  'POST /api/staff/staff': async ({ principal, body }, deps) => ({ staffId: await createStaff(deps, principal, body) }),
  'PUT /api/staff/staff/:staffId/roles': async ({ principal, params: { staffId }, body }, deps) => {
    await setRoles(deps, principal, { staffId, roles: body.roles })
    deps.dropMember(staffId)
  },
  'PUT /api/staff/staff/:staffId/password': async ({ principal, params: { staffId }, body }, deps) => {
    const ended = await resetPassword(deps, principal, { staffId, password: body.password })
    for (const sessionId of ended) deps.endSession(sessionId)
  },
  'POST /api/staff/staff/:staffId/disablement': async ({ principal, params }, deps) => {
    for (const sessionId of await disableStaff(deps, principal, params.staffId)) deps.endSession(sessionId)
  },
  'POST /api/staff/staff/:staffId/enablement': ({ principal, params, body }, deps) =>
    enableStaff(deps, principal, { staffId: params.staffId, password: body.password }),
  'GET /api/staff/roles': async ({ principal }, deps) => {
    const roles = await listRoles(deps, principal)
    return roles.map((role) => ({ ...role, permissions: [...role.permissions] }))
  },
  'GET /api/staff/units': ({ principal }, deps) => listUnits(deps, principal),
  'POST /api/staff/units': ({ principal, body }, deps) => createUnit(deps, principal, body),
  'GET /api/staff/audit': async ({ principal, query }, deps) => {
    const { actorKind, actorId, subjectKind, subjectId, accountNumber, ...rest } = query
    const actor = actorKind && actorId ? { actor: { kind: actorKind, id: actorId } } : {}
    const subject = subjectKind && subjectId ? { subject: { kind: subjectKind, id: subjectId } } : {}
    const account = accountNumber === undefined ? {} : { accountId: await accountIdOf(deps, accountNumber) }
    return nameEntries(deps, await listAudit(deps, principal, { ...given(rest), ...actor, ...subject, ...account }))
  },
}

async function accountIdOf({ database }: Deps, number: string): Promise<string> {
  const account = await database.read.findOneBy(AccountTable, { number })
  if (!account) throw accountUnknown()
  return account.id
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** A query without the fields that were left out. */
const given = <T extends object>(query: T): Given<T> =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Given<T>
