import { EntitySchema } from 'typeorm'
import { code, id, integer, optional, ref, refTo } from '#core/kernel/columns.ts'
import type { RefreshToken, Resident } from './resident.ts'

export const ResidentTable = new EntitySchema<Resident>({
  name: 'resident',
  columns: {
    id,
    platform: code,
    platformId: code,
    phone: optional(code),
    createdAt: integer,
    deletedAt: optional(integer),
  },
  uniques: [{ name: 'resident_platform', columns: ['platform', 'platformId'] }],
  indices: [{ name: 'resident_phone', columns: ['phone'] }],
})

export const RefreshTokenTable = new EntitySchema<RefreshToken>({
  name: 'refresh_token',
  columns: {
    id,
    familyId: ref,
    residentId: refTo('refresh_token', 'residentId', 'resident'),
    parentId: optional(ref),
    tokenHash: code,
    createdAt: integer,
    expiresAt: integer,
    usedAt: optional(integer),
    revokedAt: optional(integer),
  },
  uniques: [{ name: 'refresh_token_hash', columns: ['tokenHash'] }],
  indices: [
    { name: 'refresh_token_family', columns: ['familyId'] },
    { name: 'refresh_token_resident', columns: ['residentId'] },
    { name: 'refresh_token_expiry', columns: ['expiresAt'] },
  ],
})

export const residentTables = [ResidentTable, RefreshTokenTable]
