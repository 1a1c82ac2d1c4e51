import type { Answer } from '../../hub/useAnswer.ts'

export const reviewsKey = 'GET /api/staff/readings/reviews'

/** A reading that waits for a person. */
export type Reviewed = Answer<typeof reviewsKey>[number]

/** What was answered of these is another after a decision on a reading. */
export const reviewChanges = [
  reviewsKey,
  'GET /api/staff/accounts/:accountId/readings',
  'POST /api/staff/billing-run-previews',
] as const
