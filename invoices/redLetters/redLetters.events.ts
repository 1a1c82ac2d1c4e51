import { z } from 'zod'
import { eventType } from '#core/kernel/event.ts'
import { Id } from '#core/kernel/id.ts'

export const redFormOpened = eventType('redForm.opened', z.object({ redFormId: Id }))
export const invoiceReddened = eventType('invoice.reddened', z.object({ invoiceId: Id, accountId: Id }))
