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
}

export const fullSize: Size = { accounts: 2_000, clients: [1, 8, 64], rounds: 7, seconds: 2, runAccounts: 200_000 }
export const quickSize: Size = { accounts: 500, clients: [1, 8, 64], rounds: 3, seconds: 1, runAccounts: 20_000 }
