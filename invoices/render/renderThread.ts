import { parentPort } from 'node:worker_threads'
import { readInvoiceFont } from './invoiceFont.ts'
import type { PrintedInvoice } from './printedInvoice.ts'
import { renderInvoice } from './renderInvoice.ts'
import type { RenderAnswer } from './renderPool.ts'

// A thread of the pool: gets an invoice, answers its PDF, one at a time.

const font = readInvoiceFont()

async function answer(invoice: PrintedInvoice): Promise<RenderAnswer> {
  try {
    return { bytes: new Uint8Array(await renderInvoice(invoice, font)) }
  } catch (error) {
    return { error: String(error) }
  }
}

parentPort?.on('message', (invoice: PrintedInvoice) => {
  void answer(invoice).then((made) => parentPort?.postMessage(made, 'bytes' in made ? [made.bytes.buffer] : []))
})
