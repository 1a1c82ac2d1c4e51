import { AccountTable } from '#core/accounts/account.table.ts'
import { requireBinding } from '#core/accounts/requireBinding.ts'
import type { invoiceRoutes } from '#core/contract/invoices.ts'
import { taxPlatformUnavailable } from '#core/invoicing/invoicing.errors.ts'
import { listBillsToInvoice } from '#invoices/issuing/billsToInvoice.ts'
import { findInvoiceOf, listed, listInvoices } from '#invoices/issuing/listInvoices.ts'
import { receiveInvoiceResult } from '#invoices/issuing/receiveInvoiceResult.ts'
import { requestInvoice } from '#invoices/issuing/requestInvoice.ts'
import { receiveRedResult } from '#invoices/redLetters/receiveRedResult.ts'
import { deleteTitle } from '#invoices/titles/deleteTitle.ts'
import { listTitles } from '#invoices/titles/listTitles.ts'
import { saveTitle } from '#invoices/titles/saveTitle.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'
import { invoiceLink, openInvoiceFile } from '../../invoiceLinks.ts'
import { parseInvoiceNotice } from '../../sandbox/sandboxInvoiceNotice.ts'
import { sandboxNoticeTaken } from '../../sandbox/sandboxNotice.ts'

export const residentInvoices: Handlers<typeof invoiceRoutes, Deps> = {
  'GET /api/resident/invoice-titles': ({ principal }, deps) => listTitles(deps, principal.residentId),
  'POST /api/resident/invoice-titles': ({ actor, body }, deps) => saveTitle(deps, actor, body),
  'DELETE /api/resident/invoice-titles/:titleId': ({ actor, params }, deps) => deleteTitle(deps, actor, params.titleId),
  'GET /api/resident/accounts/:accountId/bills-to-invoice': async ({ principal, params }, deps) => {
    await requireBinding(deps.database.read, principal.residentId, params.accountId)
    return listBillsToInvoice(deps, params.accountId)
  },
  'GET /api/resident/accounts/:accountId/invoices': async ({ principal, params }, deps) => {
    const { read } = deps.database
    await requireBinding(read, principal.residentId, params.accountId)
    const { customerId } = await read.findOneByOrFail(AccountTable, { id: params.accountId })
    return listInvoices(deps, params.accountId, customerId)
  },
  'POST /api/resident/invoices': async ({ actor, body }, deps) => listed(await requestInvoice(deps, actor, body)),
  'GET /api/resident/invoices/:invoiceId': async ({ principal, params }, deps) =>
    listed(await findInvoiceOf(deps.database.read, principal.residentId, params.invoiceId)),
  'POST /api/resident/invoices/:invoiceId/download-links': async ({ principal, params }, deps) =>
    invoiceLink(deps, await findInvoiceOf(deps.database.read, principal.residentId, params.invoiceId)),
  'GET /api/invoice-files/:invoiceId': ({ params, query }, deps) => openInvoiceFile(deps, params.invoiceId, query),
  'POST /api/channels/sandbox/invoices': async ({ actor, principal, body }, deps) => {
    const notice = parseInvoiceNotice(body)
    const { taxPlatform } = deps
    // Somebody else's invoices are not the sandbox's to speak of.
    if (taxPlatform?.name !== principal.channel) throw taxPlatformUnavailable('not configured')
    if (notice.about === 'invoice') await receiveInvoiceResult(deps, taxPlatform, notice.requestNumber, notice.result)
    else await receiveRedResult(deps, actor, notice.formNumber, notice.result)
    return Buffer.from(sandboxNoticeTaken)
  },
}
