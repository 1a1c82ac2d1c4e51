import { z } from 'zod'
import { eventType } from '#core/kernel/event.ts'
import { Id } from '#core/kernel/id.ts'

/** `pdfId` is the file that is to be rendered, and `replaces` one that it makes superfluous. */
const file = { pdfId: z.string(), replaces: z.string().nullable() }

export const invoiceRequested = eventType('invoice.requested', z.object({ invoiceId: Id, accountId: Id, ...file }))
export const invoiceIssued = eventType('invoice.issued', z.object({ invoiceId: Id, accountId: Id, ...file }))
export const invoiceFailed = eventType('invoice.failed', z.object({ invoiceId: Id, accountId: Id }))
