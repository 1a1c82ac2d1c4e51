import { readInvoiceFont } from '#invoices/render/invoiceFont.ts'
import { renderInvoice } from '#invoices/render/renderInvoice.ts'
import { samplePrinted } from '#test/invoicing/samplePrinted.ts'
import { drawSampleByHand } from './bareInvoice.ts'
import { answerParent } from './child.ts'

// The process that renders invoices: the hub's way, or with PDFKit by hand.

export interface RenderQuestion {
  way: 'hub' | 'bare'
  invoices: number
}

export interface RenderResult {
  seconds: number
  /** Of one invoice's file. */
  bytes: number
}

const font = readInvoiceFont()
const ways = {
  hub: () => renderInvoice(samplePrinted, font),
  bare: () => drawSampleByHand(font),
}

answerParent<RenderQuestion, RenderResult>(async ({ way, invoices }) => {
  const begun = performance.now()
  let bytes = 0
  for (let made = 0; made < invoices; made++) bytes = (await ways[way]()).length
  return { seconds: (performance.now() - begun) / 1_000, bytes }
})
