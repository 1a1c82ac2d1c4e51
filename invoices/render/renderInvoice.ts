import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { drawInvoice } from './drawInvoice.ts'
import type { InvoiceFont } from './invoiceFont.ts'
import type { PrintedInvoice } from './printedInvoice.ts'

/**
 * The PDF of an invoice: one page in the width of an A5 sheet laid on its side, and longer than that when it has many
 * lines; of the font it holds the characters that it uses. The same invoice makes the same bytes.
 * @param font see `readInvoiceFont`; it may serve any number of invoices
 */
export async function renderInvoice(invoice: PrintedInvoice, font: InvoiceFont): Promise<Buffer> {
  const document = new PDFDocument({
    // Else it begins with reading Helvetica's, of which nothing is used.
    font: '',
    autoFirstPage: false,
    margin: 0,
    info: {
      Title: `电子发票 ${invoice.number}`,
      Author: invoice.seller.name,
      CreationDate: new Date(invoice.madeAt),
      ModDate: new Date(invoice.madeAt),
    },
    lang: 'zh-CN',
    displayTitle: true,
  })
  const bytes = buffer(document)
  // PDFKit takes a font that is open already, which its types do not know; from a file it would read it anew each time.
  document.registerFont('cjk', font as unknown as Uint8Array).font('cjk')
  drawInvoice(document, invoice)
  document.end()
  return bytes
}
