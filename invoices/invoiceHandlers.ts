import type { TaxPlatform } from '#core/invoicing/taxPlatform.ts'
import type { BlobStore } from '#core/kernel/blobStore.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Handler, on } from '#core/kernel/delivery.ts'
import { residentDeleted } from '#core/residents/residents.events.ts'
import { InvoiceTable } from './issuing/invoice.table.ts'
import { invoiceIssued, invoiceRequested } from './issuing/invoices.events.ts'
import { markIssuing, submitInvoice } from './issuing/submitInvoice.ts'
import { RedFormTable } from './redLetters/redForm.table.ts'
import { redFormOpened } from './redLetters/redLetters.events.ts'
import { submitRedForm } from './redLetters/submitRedForm.ts'
import type { RenderPool } from './render/renderPool.ts'
import { markFileReady, storeInvoiceFile } from './render/storeInvoiceFile.ts'
import { forgetTitles } from './titles/forgetTitles.ts'

interface Deps {
  database: Database
  clock: Clock
  taxPlatform: TaxPlatform | null
  blobs: BlobStore
  pool: RenderPool
}

/**
 * What happens to an invoice after it was asked for: the platform is told, and when it has issued, the file is made.
 * Without a platform the file of what was asked for is made, which is a sample; the request waits for a platform.
 * And what becomes of saved titles when their resident is forgotten.
 */
export function createInvoiceHandlers(deps: Deps): Handler[] {
  const { database, taxPlatform } = deps
  const rendered = on(invoiceIssued, 'invoices.render', {
    send: (file) => storeInvoiceFile(deps, file),
    apply: async (tx, file) => void (await markFileReady(tx, file, deps)),
  })
  const forgotten = on(residentDeleted, 'invoices.forgetTitles', {
    apply: (tx, { residentId }) => forgetTitles(tx, residentId),
  })
  if (!taxPlatform) {
    const sample = on(invoiceRequested, 'invoices.renderSample', {
      send: (file) => storeInvoiceFile(deps, file),
      apply: async (tx, file) => void (await markFileReady(tx, file, deps)),
    })
    return [rendered, forgotten, sample]
  }
  const told = { ...deps, taxPlatform }
  return [
    rendered,
    forgotten,
    on(invoiceRequested, 'invoices.submit', {
      send: async ({ invoiceId }) =>
        submitInvoice(told, await database.read.findOneByOrFail(InvoiceTable, { id: invoiceId })),
      apply: async (tx, { invoiceId }) => void (await markIssuing(tx, invoiceId)),
    }),
    on(redFormOpened, 'invoices.submitRedForm', {
      send: async ({ redFormId }) =>
        submitRedForm(told, await database.read.findOneByOrFail(RedFormTable, { id: redFormId })),
    }),
  ]
}
