import { EntitySchema } from 'typeorm'
import { code, flag, id, integer, optional, refTo, text } from '#core/kernel/columns.ts'
import type { InvoiceTitle } from './invoiceTitle.ts'

export const InvoiceTitleTable = new EntitySchema<InvoiceTitle>({
  name: 'invoice_title',
  columns: {
    id,
    residentId: refTo('invoice_title', 'residentId', 'resident'),
    kind: code,
    name: text,
    taxNumber: optional(code),
    isDefault: flag,
    createdAt: integer,
    updatedAt: integer,
  },
  indices: [{ name: 'invoice_title_resident', columns: ['residentId', 'id'] }],
})
