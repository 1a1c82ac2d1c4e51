import { EntitySchema } from 'typeorm'
import type { HotlineSettings } from '#core/contract/hotline.ts'
import { code, id, integer, json, optional, refTo, text } from '#core/kernel/columns.ts'

/** Settings as somebody has set them; the highest version holds. None is ever changed. */
export interface HotlineVersion {
  id: string
  version: number
  settings: HotlineSettings
  /** A member of staff, or the name of a job. */
  changedBy: string
  changedAt: number
}

/** A number that the hotline does not take. */
export interface BlockedNumber {
  id: string
  /** As telephones are on file. */
  number: string
  reason: string
  /** Then it is taken again; null: for good. */
  until: number | null
  blockedBy: string
  blockedAt: number
}

export const HotlineSettingsTable = new EntitySchema<HotlineVersion>({
  name: 'hotline_settings',
  columns: { id, version: integer, settings: json, changedBy: code, changedAt: integer },
  uniques: [{ name: 'hotline_settings_version', columns: ['version'] }],
})

export const BlockedNumberTable = new EntitySchema<BlockedNumber>({
  name: 'blocked_number',
  columns: {
    id,
    number: code,
    reason: text,
    until: optional(integer),
    blockedBy: refTo('blocked_number', 'blockedBy', 'staff'),
    blockedAt: integer,
  },
  uniques: [{ name: 'blocked_number_once', columns: ['number'] }],
  indices: [{ name: 'blocked_number_by', columns: ['blockedBy'] }],
})

export const hotlineTables = [HotlineSettingsTable, BlockedNumberTable]
