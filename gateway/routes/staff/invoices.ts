import { requireAccountAt } from '#core/accounts/requireAccountAt.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { staffInvoiceRoutes } from '#core/contract/invoices.ts'
import type { Permission } from '#core/contract/permissions.ts'
import { isRefusal } from '#core/kernel/domainError.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import type { Invoice } from '#invoices/issuing/invoice.ts'
import { invoiceUnknown } from '#invoices/issuing/invoices.errors.ts'
import { findInvoice, listInvoices, listRedForms } from '#invoices/issuing/listInvoices.ts'
import { openRedForm } from '#invoices/redLetters/openRedForm.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'
import { invoiceLink } from '../../invoiceLinks.ts'

export const staffInvoices: Handlers<typeof staffInvoiceRoutes, Deps> = {
  'GET /api/staff/accounts/:accountId/invoices': async ({ principal, params }, deps) => {
    await requireAccountAt(deps.database.read, principal, 'invoice.read', params.accountId)
    return listInvoices(deps, params.accountId)
  },
  'POST /api/staff/invoices/:invoiceId/download-links': async ({ principal, actor, params }, deps) => {
    const invoice = await requireInvoiceAt(deps, principal, 'invoice.read', params.invoiceId)
    const link = invoiceLink(deps, invoice)
    const act = { action: 'invoice.viewed', subject: { kind: 'invoice', id: invoice.id }, accountId: invoice.accountId }
    await deps.database.transaction((tx) => recordAudit(tx, actor, act, deps.clock()))
    return link
  },
  'GET /api/staff/invoices/:invoiceId/red-forms': async ({ principal, params }, deps) => {
    const { id } = await requireInvoiceAt(deps, principal, 'invoice.read', params.invoiceId)
    return listRedForms(deps, id)
  },
  'POST /api/staff/invoices/:invoiceId/red-forms': async ({ principal, actor, params, body }, deps) => {
    const { id } = await requireInvoiceAt(deps, principal, 'invoice.reverse', params.invoiceId)
    return openRedForm(deps, actor, { ...body, invoiceId: id })
  },
}

/** @throws DomainError `invoice.unknown`, also for one of an account that is none of theirs */
async function requireInvoiceAt(
  { database }: Deps,
  principal: StaffPrincipal,
  permission: Permission,
  invoiceId: string,
): Promise<Invoice> {
  const invoice = await findInvoice(database.read, invoiceId)
  try {
    await requireAccountAt(database.read, principal, permission, invoice.accountId)
  } catch (error) {
    throw isRefusal(error, 'account.unknown') ? invoiceUnknown() : error
  }
  return invoice
}
