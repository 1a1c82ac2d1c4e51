/** 红字信息确认单: what takes an invoice back, once it is confirmed. */
export interface RedForm {
  id: string
  invoiceId: string
  /** `lapsed`: nobody confirmed it in time; the invoice stands, and another form may be opened. */
  state: 'open' | 'confirmed' | 'refused' | 'lapsed'
  reason: string
  openedBy: string
  openedAt: number
  /** 72 hours after it was opened. */
  lapsesAt: number
  /** When it was confirmed, refused or lapsed. */
  endedAt: number | null
  nextPollAt: number | null
  polls: number
}

export const redFormLifeMs = 72 * 3_600_000
