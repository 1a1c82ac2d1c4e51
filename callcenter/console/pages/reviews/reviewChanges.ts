/** What was answered of these is another after a decision on a reading. */
export const reviewChanges = [
  'GET /api/staff/readings/reviews',
  'GET /api/staff/accounts/:accountId/readings',
  'POST /api/staff/billing-run-previews',
] as const
