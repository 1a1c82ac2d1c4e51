import { code, creating, integer, json, optional, primary, table } from '#core/kernel/migration.ts'

export const Demo1700000000009 = creating('Demo1700000000009', [
  table({
    name: 'demo_city',
    columns: [
      primary(code('name')),
      integer('seed'),
      integer('accounts'),
      integer('startedAt'),
      optional(integer('finishedAt')),
      optional(json('city')),
    ],
  }),
])
