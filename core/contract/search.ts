import { z } from 'zod'
import { Fen } from '#core/kernel/fen.ts'
import { Id } from '#core/kernel/id.ts'
import { FoundAccount } from './accounts.ts'
import { Instant } from './fields.ts'
import { OutageKind, OutageState } from './outages.ts'
import type { Contract } from './route.ts'
import { WorkOrderKind, WorkOrderState } from './workorders.ts'

const numbered = { id: Id, number: z.string() }

export const Found = z
  .object({
    accounts: z.array(FoundAccount).meta({ description: 'at most fifty' }),
    workOrders: z
      .array(
        z.object({
          ...numbered,
          kind: WorkOrderKind,
          state: WorkOrderState,
          place: z.string(),
          createdAt: Instant,
        }),
      )
      .meta({ description: 'the newest ten; by place or telephone only those of about a year' }),
    receipts: z
      .array(z.object({ ...numbered, accountNumber: z.string(), amount: Fen, receivedAt: Instant }))
      .meta({ description: 'the newest ten' }),
    outages: z
      .array(z.object({ ...numbered, kind: OutageKind, state: OutageState, place: z.string(), plannedFrom: Instant }))
      .meta({ description: 'the newest five' }),
  })
  .meta({ id: 'Found' })

export const searchRoutes = {
  'GET /api/staff/search': {
    audience: 'staff',
    permission: null,
    summary: 'What fits a few typed signs, of all that one may read: accounts, work orders, receipts, outages',
    description:
      'By account number, name, telephone, address or meter number; by the number of a work order, receipt or outage; work orders by telephone and place, outages by place. What one may not read is empty.',
    query: z.object({ q: z.string().trim().min(2).max(64) }),
    answer: Found,
  },
} satisfies Contract
