import { EntitySchema } from 'typeorm'
import { code, flag, id, integer, json, optional, refTo, text } from '#core/kernel/columns.ts'
import type { OrgUnit, Role, Staff, StaffRole, StaffSession, UnknownLogin } from './staff.ts'

export const OrgUnitTable = new EntitySchema<OrgUnit>({
  name: 'org_unit',
  columns: { id, parentId: optional(refTo('org_unit', 'parentId', 'org_unit')), name: text, path: text },
  uniques: [{ name: 'org_unit_path', columns: ['path'] }],
  indices: [{ name: 'org_unit_parent', columns: ['parentId'] }],
})

export const StaffTable = new EntitySchema<Staff>({
  name: 'staff',
  columns: {
    id,
    login: code,
    name: text,
    passwordHash: text,
    unitId: refTo('staff', 'unitId', 'org_unit'),
    mustChangePassword: flag,
    failedAttempts: integer,
    lockedUntil: optional(integer),
    disabledAt: optional(integer),
    createdAt: integer,
  },
  uniques: [{ name: 'staff_login', columns: ['login'] }],
  indices: [{ name: 'staff_unit', columns: ['unitId'] }],
})

export const RoleTable = new EntitySchema<Role>({
  name: 'role',
  columns: { id, code, name: text, permissions: json },
  uniques: [{ name: 'role_code', columns: ['code'] }],
})

export const StaffRoleTable = new EntitySchema<StaffRole>({
  name: 'staff_role',
  columns: {
    staffId: { ...refTo('staff_role', 'staffId', 'staff'), primary: true },
    roleId: { ...refTo('staff_role', 'roleId', 'role'), primary: true },
    unitId: { ...refTo('staff_role', 'unitId', 'org_unit'), primary: true },
  },
  indices: [
    { name: 'staff_role_role', columns: ['roleId'] },
    { name: 'staff_role_unit', columns: ['unitId'] },
  ],
})

export const StaffSessionTable = new EntitySchema<StaffSession>({
  name: 'staff_session',
  columns: {
    id,
    staffId: refTo('staff_session', 'staffId', 'staff'),
    tokenHash: code,
    createdAt: integer,
    lastSeenAt: integer,
    expiresAt: integer,
    revokedAt: optional(integer),
    address: code,
    userAgent: text,
  },
  uniques: [{ name: 'staff_session_token', columns: ['tokenHash'] }],
  indices: [
    { name: 'staff_session_staff', columns: ['staffId'] },
    { name: 'staff_session_expiry', columns: ['expiresAt'] },
  ],
})

export const UnknownLoginTable = new EntitySchema<UnknownLogin>({
  name: 'unknown_login',
  columns: {
    loginHash: { ...code, primary: true },
    failedAttempts: integer,
    lockedUntil: optional(integer),
    lastAt: integer,
  },
  indices: [{ name: 'unknown_login_last', columns: ['lastAt'] }],
})

export const staffTables = [OrgUnitTable, StaffTable, RoleTable, StaffRoleTable, StaffSessionTable, UnknownLoginTable]
