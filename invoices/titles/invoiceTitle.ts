/** 发票抬头: whom a resident has invoices made out to, saved to be chosen again. */
export interface InvoiceTitle {
  id: string
  residentId: string
  kind: 'personal' | 'company'
  name: string
  /** 统一社会信用代码 of a company; a person has none. */
  taxNumber: string | null
  /** One of a resident's titles is, as soon as there is one. */
  isDefault: boolean
  createdAt: number
  updatedAt: number
}

export const mostTitles = 20
