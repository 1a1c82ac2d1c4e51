import { EntitySchema } from 'typeorm'
import { code, date, id, integer, ref } from '#core/kernel/columns.ts'
import type { LedgerLine } from './ledgerLine.ts'

export const LedgerTable = new EntitySchema<LedgerLine>({
  name: 'ledger_line',
  columns: {
    id,
    entryId: ref,
    kind: code,
    sourceId: ref,
    ledger: code,
    accountId: ref,
    amount: integer,
    bookedOn: date,
  },
  indices: [
    { name: 'ledger_line_entry', columns: ['entryId'] },
    { name: 'ledger_line_account', columns: ['accountId', 'ledger'] },
  ],
})
