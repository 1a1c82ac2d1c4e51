import type { Permission } from '#core/contract/permissions.ts'

/** A unit of the organisation, in a tree with one root. */
export interface OrgUnit {
  id: string
  parentId: string | null
  name: string
  /** The codes from the root down, `/root/north/`: a unit lies below another when its path begins with the other's. */
  path: string
}

/** The path of the only unit without a parent: what holds here holds everywhere. */
export const rootPath = '/root/'

export interface Staff {
  id: string
  /** Lower case, see `normalLogin`. */
  login: string
  name: string
  /** A PHC string of argon2id. */
  passwordHash: string
  unitId: string
  /** The password was set by somebody else: until it is changed, its owner may do nothing but change it. */
  mustChangePassword: boolean
  /** Since the last success; an attempt counts from when it begins. */
  failedAttempts: number
  lockedUntil: number | null
  disabledAt: number | null
  createdAt: number
}

export interface Role {
  id: string
  code: string
  name: string
  permissions: readonly Permission[]
}

/** A role held at a unit, and at all units below it. */
export interface StaffRole {
  staffId: string
  roleId: string
  unitId: string
}

export interface StaffSession {
  id: string
  staffId: string
  tokenHash: string
  createdAt: number
  /** Written at most once a minute. */
  lastSeenAt: number
  expiresAt: number
  revokedAt: number | null
  address: string
  userAgent: string
}

/** Attempts on a login that nobody has. Without it, the lock would tell which logins exist. */
export interface UnknownLogin {
  /** SHA-256 of the login: people type passwords into the wrong field. */
  loginHash: string
  failedAttempts: number
  lockedUntil: number | null
  lastAt: number
}

/** The form in which logins are stored and compared: whoever types `Li.Na ` means `li.na`. */
export const normalLogin = (login: string): string => login.trim().toLowerCase()

export const isLogin = (login: string): boolean => /^[a-z0-9][a-z0-9._-]{1,31}$/.test(login)
/** A unit's own part of its path. */
export const isUnitCode = (unitCode: string): boolean => /^[a-z0-9][a-z0-9-]{0,31}$/.test(unitCode)
