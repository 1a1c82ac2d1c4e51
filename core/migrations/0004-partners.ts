import { code, creating, id, integer, json, optional, primary, ref, table, text } from '#core/kernel/migration.ts'

export const Partners1700000000004 = creating('Partners1700000000004', [
  table({
    name: 'partner',
    columns: [
      id,
      code('code'),
      text('name'),
      { name: 'publicKeyPem', type: 'text' },
      code('keyFingerprint'),
      json('allowedAddresses'),
      integer('ratePerMinute'),
      optional(integer('serviceFrom')),
      optional(integer('serviceTo')),
      optional(integer('disabledAt')),
      integer('createdAt'),
    ],
    uniques: { partner_code: ['code'], partner_key: ['keyFingerprint'] },
  }),
  table({
    name: 'partner_nonce',
    columns: [primary(ref('partnerId')), primary(code('nonce')), integer('at')],
    indices: { partner_nonce_at: ['at'] },
    references: { partnerId: 'partner' },
  }),
])
