import { code, creating, id, integer, optional, ref, table } from '#core/kernel/migration.ts'

export const Residents1700000000003 = creating('Residents1700000000003', [
  table({
    name: 'resident',
    columns: [
      id,
      code('platform'),
      code('platformId'),
      optional(code('phone')),
      integer('createdAt'),
      optional(integer('deletedAt')),
    ],
    uniques: { resident_platform: ['platform', 'platformId'] },
    indices: { resident_phone: ['phone'] },
  }),
  table({
    name: 'refresh_token',
    columns: [
      id,
      ref('familyId'),
      ref('residentId'),
      optional(ref('parentId')),
      code('tokenHash'),
      integer('createdAt'),
      integer('expiresAt'),
      optional(integer('usedAt')),
      optional(integer('revokedAt')),
    ],
    uniques: { refresh_token_hash: ['tokenHash'] },
    indices: {
      refresh_token_family: ['familyId'],
      refresh_token_resident: ['residentId'],
      refresh_token_expiry: ['expiresAt'],
    },
    references: { residentId: 'resident' },
  }),
])
