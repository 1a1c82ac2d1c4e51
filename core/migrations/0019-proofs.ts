import { code, creating, id, integer, table } from '#core/kernel/migration.ts'

export const Proofs1700000000019 = creating('Proofs1700000000019', [
  table({
    name: 'proof_failure',
    columns: [id, code('callerNumber'), code('accountNumber'), integer('at')],
    indices: { proof_failure_caller: ['callerNumber', 'at'], proof_failure_account: ['accountNumber', 'at'] },
  }),
])
