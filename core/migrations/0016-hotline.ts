import { code, creating, id, integer, json, optional, ref, table, text } from '#core/kernel/migration.ts'

export const Hotline1700000000016 = creating('Hotline1700000000016', [
  table({
    name: 'hotline_settings',
    columns: [id, integer('version'), json('settings'), code('changedBy'), integer('changedAt')],
    uniques: { hotline_settings_version: ['version'] },
  }),
  table({
    name: 'blocked_number',
    columns: [id, code('number'), text('reason'), optional(integer('until')), ref('blockedBy'), integer('blockedAt')],
    uniques: { blocked_number_once: ['number'] },
    indices: { blocked_number_by: ['blockedBy'] },
    references: { blockedBy: 'staff' },
  }),
])
