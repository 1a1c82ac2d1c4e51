/** How much a run of the benchmark does. */
export interface Size {
  /** Accounts with two years of bills, over which requests are spread. */
  accounts: number
  clients: readonly number[]
  /** Pairs of one round with the hub and one with the limit; their median is what counts. */
  rounds: number
  seconds: number
  /** Accounts of the billing run. */
  runAccounts: number
  /** Who are told of an outage, each in the app and by text message. */
  people: number
  /** Pages that hear what changes, and how often something does. */
  consoles: number
  changes: number
  articles: number
  /** Rendered in a round. */
  invoices: number
  /** Telephone calls at once. */
  callCounts: readonly number[]
  /** How often a free agent is rung. */
  rings: number
}

const servers = { clients: [1, 8, 64], consoles: 50, changes: 40, callCounts: [16, 100, 200], rings: 40 }
export const fullSize: Size = {
  ...servers,
  accounts: 2_000,
  rounds: 7,
  seconds: 2,
  runAccounts: 200_000,
  people: 20_000,
  articles: 10_000,
  invoices: 100,
}
export const quickSize: Size = {
  ...servers,
  accounts: 500,
  rounds: 3,
  seconds: 1,
  runAccounts: 20_000,
  people: 20_000,
  articles: 2_000,
  invoices: 30,
}
