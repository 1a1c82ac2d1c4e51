import { code, creating, flag, id, integer, json, optional, primary, ref, table, text } from '#core/kernel/migration.ts'

export const Staff1700000000002 = creating('Staff1700000000002', [
  table({
    name: 'org_unit',
    columns: [id, optional(ref('parentId')), text('name'), text('path')],
    uniques: { org_unit_path: ['path'] },
    indices: { org_unit_parent: ['parentId'] },
    references: { parentId: 'org_unit' },
  }),
  table({
    name: 'staff',
    columns: [
      id,
      code('login'),
      text('name'),
      text('passwordHash'),
      ref('unitId'),
      flag('mustChangePassword'),
      integer('failedAttempts'),
      optional(integer('lockedUntil')),
      optional(integer('disabledAt')),
      integer('createdAt'),
    ],
    uniques: { staff_login: ['login'] },
    indices: { staff_unit: ['unitId'] },
    references: { unitId: 'org_unit' },
  }),
  table({
    name: 'role',
    columns: [id, code('code'), text('name'), json('permissions')],
    uniques: { role_code: ['code'] },
  }),
  table({
    name: 'staff_role',
    columns: [primary(ref('staffId')), primary(ref('roleId')), primary(ref('unitId'))],
    indices: { staff_role_role: ['roleId'], staff_role_unit: ['unitId'] },
    references: { staffId: 'staff', roleId: 'role', unitId: 'org_unit' },
  }),
  table({
    name: 'staff_session',
    columns: [
      id,
      ref('staffId'),
      code('tokenHash'),
      integer('createdAt'),
      integer('lastSeenAt'),
      integer('expiresAt'),
      optional(integer('revokedAt')),
      code('address'),
      text('userAgent'),
    ],
    uniques: { staff_session_token: ['tokenHash'] },
    indices: { staff_session_staff: ['staffId'], staff_session_expiry: ['expiresAt'] },
    references: { staffId: 'staff' },
  }),
  table({
    name: 'unknown_login',
    columns: [
      primary(code('loginHash')),
      integer('failedAttempts'),
      optional(integer('lockedUntil')),
      integer('lastAt'),
    ],
    indices: { unknown_login_last: ['lastAt'] },
  }),
])
