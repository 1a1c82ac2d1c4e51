import type { ComponentName } from '#core/billing/tariff.ts'
import type { Fen } from '#core/kernel/fen.ts'
import type { Litres } from '#core/kernel/litres.ts'

/**
 * Where invoices come into being: the tax office's service, reached through a company that offers it. Implemented by the
 * gateway. It takes requests at once and answers them later, by a signed callback or when it is asked.
 */
export interface TaxPlatform {
  readonly name: string
  /** False for one that only plays: what it issues is no invoice, and is marked as a sample wherever it is shown. */
  readonly official: boolean
  /**
   * Asks for an invoice under its request number; again under the same number asks for the same invoice.
   * @throws DomainError `taxPlatform.unavailable` when it cannot be reached: it may have heard all the same
   */
  issue(request: InvoiceRequest): Promise<Taken>
  /** What became of a request. @throws DomainError `taxPlatform.unavailable` */
  query(requestNumber: string): Promise<InvoiceAnswer>
  /**
   * 红字信息确认单: asks for a form by which an invoice can be taken back; again under the same number it is the same form.
   * Where it is not confirmed within 72 hours, it lapses. @throws DomainError `taxPlatform.unavailable`
   */
  openRedForm(form: RedFormRequest): Promise<Taken>
  /** What became of a form. @throws DomainError `taxPlatform.unavailable` */
  queryRedForm(formNumber: string): Promise<RedFormAnswer>
}

/** `reason` is Chinese, from the platform, and may be shown to staff. */
export type Taken = { state: 'accepted' } | { state: 'refused'; reason: string }

/** Whom an invoice is made out to. */
export interface Buyer {
  kind: 'personal' | 'company'
  name: string
  /** 统一社会信用代码, 18 characters; null for a person. */
  taxNumber: string | null
}

export interface Seller {
  name: string
  /** 统一社会信用代码, 18 characters. */
  taxNumber: string
  /** 开票人: who stands for the issuing on the invoice's face. */
  issuer: string
}

export interface InvoiceLine {
  component: ComponentName
  /** From 1; null where the price does not depend on a tier. */
  tier: number | null
  litres: Litres
  /** What was paid, tax included. `net` and `tax` together are exactly it. */
  gross: Fen
  net: Fen
  tax: Fen
  /** 300 is 3 %; null for what is not taxed at all (不征税). */
  rateBasisPoints: number | null
}

export interface InvoiceRequest {
  /** The idempotency key, 26 characters. */
  requestNumber: string
  seller: Seller
  buyer: Buyer
  lines: readonly InvoiceLine[]
  gross: Fen
  net: Fen
  tax: Fen
  /** 备注, a line each. */
  remarks: readonly string[]
}

export type InvoiceAnswer =
  | { state: 'unknown' | 'issuing' }
  /** `number` has 20 digits. `issuedAt` is epoch ms, by the platform's clock. */
  | { state: 'issued'; number: string; issuedAt: number; gross: Fen }
  | { state: 'failed'; reason: string }

export interface RedFormRequest {
  formNumber: string
  /** Of the invoice that is to be taken back. */
  invoiceNumber: string
  reason: string
}

export type RedFormAnswer =
  | { state: 'unknown' | 'open' | 'lapsed' }
  | { state: 'confirmed'; redNumber: string; confirmedAt: number }
