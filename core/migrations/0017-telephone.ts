import { code, creating, integer, primary, table } from '#core/kernel/migration.ts'

export const Telephone1700000000017 = creating('Telephone1700000000017', [
  table({ name: 'telephone_owner', columns: [primary(code('name')), integer('term'), integer('since')] }),
])
