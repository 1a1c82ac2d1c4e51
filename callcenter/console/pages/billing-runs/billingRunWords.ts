import type { Answer } from '../../hub/useAnswer.ts'

export type BillingRun = Answer<'GET /api/staff/billing-runs'>[number]
export type ViewedBillingRun = Answer<'GET /api/staff/billing-runs/:runId'>

export const runsKey = 'GET /api/staff/billing-runs'
export const runKey = 'GET /api/staff/billing-runs/:runId'

/** While one goes on it is asked for so often; that it has finished is told at once. */
export const progressEveryMs = 1_000

export const whatOf = ({ routeId, routeName }: Pick<BillingRun, 'routeId' | 'routeName'>): string =>
  routeId === null ? '全市' : (routeName ?? '表册')

/** 0 to 100 of the accounts; all of none is done. */
export const percentDone = ({
  state,
  accountsDone,
  accountsTotal,
}: Pick<BillingRun, 'state' | 'accountsDone' | 'accountsTotal'>): number =>
  state === 'finished' ? 100 : Math.min(99, Math.floor((accountsDone / Math.max(1, accountsTotal)) * 100))
