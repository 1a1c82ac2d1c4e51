import { z } from 'zod'
import { Waiver } from '#core/billing/lateFee.ts'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { Fen } from '#core/kernel/fen.ts'
import { Id } from '#core/kernel/id.ts'
import { Instant } from './fields.ts'

export const LateFeeWaiver = z
  .object({
    id: Id,
    billId: Id,
    waiver: Waiver,
    reason: z.string(),
    state: z.enum(['proposed', 'approved', 'refused']),
    proposedBy: z.string(),
    proposedAt: Instant,
    decidedBy: z.string().nullable(),
    decidedAt: Instant.nullable(),
  })
  .meta({ id: 'LateFeeWaiver' })

export const ListedWaiver = LateFeeWaiver.extend({
  accountId: Id,
  accountNumber: z.string(),
  accountName: z.string().meta({ description: 'masked' }),
  fromDate: BusinessDate,
  toDate: BusinessDate,
  billState: z.enum(['open', 'settled', 'cancelled']),
  proposedByName: z.string().nullable(),
  decidedByName: z.string().nullable(),
  lateFee: Fen.nullable().meta({ description: 'due today; null unless it waits for a decision that can be taken' }),
  lateFeeAfter: Fen.nullable().meta({ description: 'what of it would be due after approval' }),
}).meta({ id: 'ListedWaiver' })
