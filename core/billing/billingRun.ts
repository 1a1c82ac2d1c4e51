import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Fen } from '#core/kernel/fen.ts'

/** 开账: bills for all accounts of a route, or of the city, that have readings nobody billed yet. */
export interface BillingRun {
  id: string
  /** Null: the whole city. */
  routeId: string | null
  /** Readings up to this day are billed. */
  through: BusinessDate
  state: 'running' | 'finished'
  /** Accounts up to this id are done: the next batch goes on behind it. */
  doneUpTo: string
  accountsDone: number
  accountsTotal: number
  bills: number
  amount: Fen
  startedBy: string
  startedAt: number
  finishedAt: number | null
}

/** An account that a run could not price: its readings wait, unbilled, for the next run. */
export interface BillingRunSkip {
  runId: string
  accountId: string
  /** For staff, Chinese. */
  reason: string
}
