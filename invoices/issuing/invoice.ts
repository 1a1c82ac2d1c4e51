import type { Buyer, InvoiceLine, Seller } from '#core/invoicing/taxPlatform.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Fen } from '#core/kernel/fen.ts'

/**
 * 电子发票 for paid bills of one account. What is on its face is written down when it is asked for, and never changes;
 * whether it exists is the tax platform's to say.
 */
export interface Invoice {
  /** Chosen by the client; the request number at the platform, so that asking twice is asking once. */
  id: string
  accountId: string
  /** Who had the contract: after a transfer of ownership it is not the new customer's to see. */
  customerId: string
  /**
   * `requested`: nobody has told the platform yet. `issuing`: it has accepted, and will answer. `failed`: there is no
   * invoice, and its bills are free for another. `red`: issued, and taken back (红冲).
   */
  state: 'requested' | 'issuing' | 'issued' | 'failed' | 'red'
  buyer: Buyer
  seller: Seller
  lineItems: readonly InvoiceLine[]
  gross: Fen
  net: Fen
  tax: Fen
  /** 备注, a line each. */
  remarks: readonly string[]
  billIds: readonly string[]
  /** From the first reading to the last. */
  fromDate: BusinessDate
  toDate: BusinessDate
  /** The saved title it was made out to; that may be gone by now. */
  titleId: string
  requestedByKind: Actor['kind']
  requestedById: string
  requestedAt: number
  /** The platform that answered, and whether what it issues is valid; null and false until then. */
  platform: string | null
  official: boolean
  /** 20 digits, from the platform. */
  number: string | null
  /** Epoch ms, by the platform's clock. */
  issuedAt: number | null
  /** Why there is none, Chinese, from the platform. */
  failure: string | null
  redNumber: string | null
  redAt: number | null
  /** When the platform is asked next; null once its answer is known. */
  nextPollAt: number | null
  polls: number
  /** The file that is, or will be, its PDF: chosen before it is written, so that it is written once. */
  pdfId: string | null
  /** When that file was whole. */
  pdfAt: number | null
}

/** Whether what can be seen of it has to say that it is no invoice. */
export const isSample = (invoice: Pick<Invoice, 'official'>): boolean => !invoice.official
