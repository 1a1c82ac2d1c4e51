import { z } from 'zod'
import { Id } from '#core/kernel/id.ts'
import { AccountNumber, Instant, line } from './fields.ts'
import { Permission } from './permissions.ts'
import { queryFlag, queryInt } from './query.ts'
import type { Contract } from './route.ts'

const Login = z.string().trim().min(1).max(64)
const Password = z.string().min(1).max(200)
const staffParams = z.object({ staffId: Id })

const RoleAt = z.strictObject({ role: z.string().min(1).max(64), unitId: Id })

export const StaffMe = z
  .object({
    staffId: Id,
    login: z.string(),
    name: z.string(),
    mustChangePassword: z.boolean(),
    grants: z.array(z.object({ unitId: Id, unitPath: z.string(), permissions: z.array(Permission) })),
  })
  .meta({ id: 'StaffMe' })

export const OrgUnit = z
  .object({ id: Id, parentId: Id.nullable(), name: z.string(), path: z.string() })
  .meta({ id: 'OrgUnit' })

export const StaffSummary = z
  .object({
    id: Id,
    login: z.string(),
    name: z.string(),
    unitId: Id,
    unitPath: z.string(),
    mustChangePassword: z.boolean(),
    lockedUntil: Instant.nullable(),
    disabledAt: Instant.nullable(),
    createdAt: Instant,
    roles: z.array(z.object({ role: z.string(), name: z.string(), unitId: Id, unitPath: z.string() })),
  })
  .meta({ id: 'StaffSummary' })

export const AuditEntry = z
  .object({
    id: Id,
    at: Instant,
    actorKind: z.enum(['resident', 'staff', 'partner', 'channel', 'system']),
    actorId: z.string(),
    action: z.string(),
    subjectKind: z.string(),
    subjectId: z.string(),
    accountId: z.string().nullable(),
    unitId: z.string().nullable(),
    details: z.record(z.string(), z.unknown()).nullable(),
    requestId: z.string().nullable(),
    actorName: z.string().nullable(),
    accountNumber: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' })

export const staffRoutes = {
  'POST /api/staff/sessions': {
    audience: 'public',
    summary: 'Log in: the session comes back as a cookie that scripts cannot read',
    description:
      'Mini-programs, which keep no cookies, ask for a token instead and send it as `Authorization: Bearer …`. No cookie is set then. Either form may be sent with `Staff-Id`: it is refused where the session is somebody else’s.',
    body: z.strictObject({ login: Login, password: Password, carrier: z.enum(['cookie', 'token']).optional() }),
    answer: z
      .object({
        staffId: Id,
        mustChangePassword: z.boolean(),
        expiresAt: Instant,
        token: z.string().optional().meta({ description: 'only where it was asked for' }),
      })
      .meta({ id: 'StaffSession' }),
    status: 201,
    refusals: ['staff.wrongLogin', 'staff.locked'],
    rateLimit: { most: 30, perMs: 60_000, by: 'address' },
  },
  'DELETE /api/staff/sessions/current': {
    audience: 'staff',
    permission: null,
    summary: 'Log out',
    status: 204,
  },
  'GET /api/staff/me': {
    audience: 'staff',
    permission: null,
    summary: 'Who is logged in, and what they may do where',
    answer: StaffMe,
  },
  'GET /api/staff/me/units': {
    audience: 'staff',
    permission: null,
    summary: 'The organisation units at which one holds anything, parents first; what it is, the grants of `me` say',
    answer: z.array(OrgUnit),
  },
  'PUT /api/staff/me/password': {
    audience: 'staff',
    permission: null,
    summary: 'Change one’s own password; all other sessions end',
    body: z.strictObject({ current: Password, next: Password }),
    status: 204,
    refusals: ['staff.passwordWeak', 'staff.wrongPassword', 'staff.locked'],
  },
  'GET /api/staff/staff': {
    audience: 'staff',
    permission: 'staff.read',
    summary: 'Staff of the units one may see, by login',
    query: z.object({
      search: z.string().trim().min(1).max(64).optional(),
      disabled: queryFlag().optional(),
      after: z.string().max(64).optional(),
      limit: queryInt(1, 200).optional(),
    }),
    answer: z.array(StaffSummary),
  },
  'POST /api/staff/staff': {
    audience: 'staff',
    permission: 'staff.manage',
    summary: 'Take a person on; the password is for the first log-in only',
    body: z.strictObject({
      login: Login,
      name: line(64),
      unitId: Id,
      password: Password,
      roles: z.array(RoleAt).max(50),
    }),
    answer: z.object({ staffId: Id }).meta({ id: 'CreatedStaff' }),
    status: 201,
    refusals: [
      'staff.forbidden',
      'staff.loginInvalid',
      'staff.loginTaken',
      'staff.passwordWeak',
      'staff.unitUnknown',
      'staff.roleUnknown',
    ],
  },
  'PUT /api/staff/staff/:staffId/roles': {
    audience: 'staff',
    permission: 'staff.manage',
    summary: 'Make these the roles of a person; what is left out is taken',
    params: staffParams,
    body: z.strictObject({ roles: z.array(RoleAt).max(50) }),
    status: 204,
    refusals: ['staff.unknown', 'staff.forbidden', 'staff.notYourself', 'staff.roleUnknown', 'staff.unitUnknown'],
  },
  'PUT /api/staff/staff/:staffId/password': {
    audience: 'staff',
    permission: 'staff.manage',
    summary: 'Give a person a password for the next log-in; their sessions end',
    params: staffParams,
    body: z.strictObject({ password: Password }),
    status: 204,
    refusals: ['staff.unknown', 'staff.forbidden', 'staff.notYourself', 'staff.passwordWeak'],
  },
  'POST /api/staff/staff/:staffId/disablement': {
    audience: 'staff',
    permission: 'staff.manage',
    summary: 'Let a person in no more; their sessions end at once',
    params: staffParams,
    status: 204,
    refusals: ['staff.unknown', 'staff.forbidden', 'staff.notYourself'],
  },
  'POST /api/staff/staff/:staffId/enablement': {
    audience: 'staff',
    permission: 'staff.manage',
    summary: 'Let a person who was shut out in again, with their roles and a password for the next log-in only',
    params: staffParams,
    body: z.strictObject({ password: Password }),
    status: 204,
    refusals: ['staff.unknown', 'staff.forbidden', 'staff.notDisabled', 'staff.passwordWeak'],
  },
  'GET /api/staff/roles': {
    audience: 'staff',
    permission: 'staff.read',
    summary: 'All roles that there are to give',
    answer: z.array(
      z.object({ id: Id, code: z.string(), name: z.string(), permissions: z.array(Permission) }).meta({ id: 'Role' }),
    ),
  },
  'GET /api/staff/units': {
    audience: 'staff',
    permission: 'staff.read',
    summary: 'The organisation units one may see, by path',
    answer: z.array(OrgUnit),
  },
  'POST /api/staff/units': {
    audience: 'staff',
    permission: 'staff.manage',
    summary: 'Add an organisation unit below another',
    body: z.strictObject({ parentId: Id, code: z.string().min(1).max(32), name: line(64) }),
    answer: OrgUnit,
    status: 201,
    refusals: ['staff.forbidden', 'staff.unitUnknown', 'staff.unitCodeInvalid', 'staff.unitTaken'],
  },
  'GET /api/staff/audit': {
    audience: 'staff',
    permission: 'audit.read',
    summary: 'Who did what, newest first; asking about an account is itself written down',
    query: z.object({
      from: queryInt(0, 9_999_999_999_999).optional(),
      to: queryInt(0, 9_999_999_999_999).optional(),
      actorKind: AuditEntry.shape.actorKind.optional(),
      actorId: z.string().min(1).max(64).optional(),
      action: z.string().min(1).max(64).optional(),
      subjectKind: z.string().min(1).max(64).optional(),
      subjectId: z.string().min(1).max(64).optional(),
      accountId: Id.optional(),
      accountNumber: AccountNumber.optional(),
      before: Id.optional(),
      limit: queryInt(1, 200).optional(),
    }),
    answer: z.array(AuditEntry),
    refusals: ['account.unknown'],
  },
} satisfies Contract
