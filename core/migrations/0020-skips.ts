import { creating, primary, ref, table, text } from '#core/kernel/migration.ts'

export const Skips1700000000020 = creating('Skips1700000000020', [
  table({
    name: 'billing_run_skip',
    columns: [primary(ref('runId')), primary(ref('accountId')), text('reason')],
    references: { runId: 'billing_run', accountId: 'account' },
  }),
])
