import type { UsageClass } from '#core/billing/tariff.ts'
import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Fen } from '#core/kernel/fen.ts'

/** Who has the contract: pays for one or several accounts. Not who looks at them in an app: that is a resident. */
export interface Customer {
  id: string
  name: string
  /** The telephone on file: codes that prove ownership go there. */
  phone: string | null
  createdAt: number
}

/** One supply of water at one place, billed as one. Its row is the lock under which all its money moves. */
export interface Account {
  id: string
  /** 户号, what people know their account by: digits. */
  number: string
  customerId: string
  /** The service centre whose staff look after it. */
  unitId: string
  /** The reading route it is read on; null while it is on none. */
  routeId: string | null
  /** Accounts of one household share their tiers. A transfer of ownership gives a new one, and so clears the tiers. */
  householdId: string
  premises: string
  usageClass: UsageClass
  /** Heads in the household; of several accounts of one household the largest counts. */
  population: number
  /** Last day of the low-income status, which lapses by itself; null without one. */
  lowIncomeUntil: BusinessDate | null
  openedOn: BusinessDate
  closedOn: BusinessDate | null
  /** Money that waits for the next bills, ≥ 0; the ledger's `prepayment` says the same. */
  prepayment: Fen
}

/** A resident may see and pay for an account because ownership was proven. Unbinding removes the row. */
export interface Binding {
  id: string
  residentId: string
  accountId: string
  proof: BindingProof
  boundAt: number
}
export type BindingProof = 'phoneCode' | 'meterNumber'

/** A code sent to the telephone on file; only its hash is kept. */
export interface BindingCode {
  id: string
  residentId: string
  accountId: string
  codeHash: string
  sentAt: number
  expiresAt: number
  usedAt: number | null
}

/** One failed try at proving ownership, kept to limit the next ones. */
export interface BindingFailure {
  id: string
  residentId: string
  accountNumber: string
  at: number
}

/** The usage class by which an account is billed on a day: a low-income status lapses by itself. */
export const usageClassOn = (account: Pick<Account, 'usageClass' | 'lowIncomeUntil'>, day: BusinessDate): UsageClass =>
  account.usageClass === 'residential' && account.lowIncomeUntil !== null && day <= account.lowIncomeUntil
    ? 'residential-low-income'
    : account.usageClass
