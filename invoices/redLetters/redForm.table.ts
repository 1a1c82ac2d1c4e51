import { EntitySchema } from 'typeorm'
import { code, id, integer, optional, refTo, text } from '#core/kernel/columns.ts'
import type { RedForm } from './redForm.ts'

export const RedFormTable = new EntitySchema<RedForm>({
  name: 'red_form',
  columns: {
    id,
    invoiceId: refTo('red_form', 'invoiceId', 'invoice'),
    state: code,
    reason: text,
    openedBy: code,
    openedAt: integer,
    lapsesAt: integer,
    endedAt: optional(integer),
    nextPollAt: optional(integer),
    polls: integer,
  },
  indices: [
    { name: 'red_form_invoice', columns: ['invoiceId'] },
    { name: 'red_form_poll', columns: ['nextPollAt'] },
  ],
})
