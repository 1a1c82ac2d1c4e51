import { z } from 'zod'
import { eventType } from '#core/kernel/event.ts'
import { Id } from '#core/kernel/id.ts'

/** Bills that were issued in one transaction: a batch of a run, or a single one. */
export const billsIssued = eventType('bills.issued', z.object({ runId: Id.nullable(), billIds: z.array(Id) }))
export const billCancelledEvent = eventType('bill.cancelled', z.object({ billId: Id, accountId: Id }))
export const billingRunFinished = eventType('billingRun.finished', z.object({ runId: Id }))
