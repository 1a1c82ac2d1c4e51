import { z } from 'zod'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { eventType } from '#core/kernel/event.ts'

/** The nightly proof of the books has found something that does not agree. */
export const ledgerDrifted = eventType('ledger.drifted', z.object({ date: BusinessDate, drifts: z.int() }))
