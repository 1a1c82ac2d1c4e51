import { EntitySchema } from 'typeorm'
import { code, id, integer, json, optional, refTo, text } from '#core/kernel/columns.ts'
import type { Partner, PartnerNonce } from './partner.ts'

export const PartnerTable = new EntitySchema<Partner>({
  name: 'partner',
  columns: {
    id,
    code,
    name: text,
    publicKeyPem: { type: 'text' },
    keyFingerprint: code,
    allowedAddresses: json,
    ratePerMinute: integer,
    serviceFrom: optional(integer),
    serviceTo: optional(integer),
    disabledAt: optional(integer),
    createdAt: integer,
  },
  uniques: [
    { name: 'partner_code', columns: ['code'] },
    { name: 'partner_key', columns: ['keyFingerprint'] },
  ],
})

export const PartnerNonceTable = new EntitySchema<PartnerNonce>({
  name: 'partner_nonce',
  columns: {
    partnerId: { ...refTo('partner_nonce', 'partnerId', 'partner'), primary: true },
    nonce: { ...code, primary: true },
    at: integer,
  },
  indices: [{ name: 'partner_nonce_at', columns: ['at'] }],
})

export const partnerTables = [PartnerTable, PartnerNonceTable]
