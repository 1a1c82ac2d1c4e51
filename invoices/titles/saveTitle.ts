import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne, type Transaction } from '#core/kernel/database.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { ResidentTable } from '#core/residents/resident.table.ts'
import { residentUnknown } from '#core/residents/residents.errors.ts'
import { isCreditCode } from './creditCode.ts'
import { type InvoiceTitle, mostTitles } from './invoiceTitle.ts'
import { InvoiceTitleTable } from './invoiceTitle.table.ts'
import { taxNumberInvalid, titleDiffers, tooManyTitles } from './titles.errors.ts'

export interface TitleToSave {
  /** Chosen by the client; of a title that is there already, it is changed. */
  id: string
  kind: InvoiceTitle['kind']
  name: string
  /** Letters of either case; null, or ignored, for a person. */
  taxNumber: string | null
  isDefault: boolean
}

/**
 * Saves a resident's title. The first is the default; a new default takes the place of the old.
 * @throws DomainError `invoiceTitle.taxNumberInvalid`, `invoiceTitle.tooMany`, `invoiceTitle.differs` when the id is
 * somebody else's
 */
export function saveTitle(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  wanted: TitleToSave,
): Promise<InvoiceTitle> {
  const taxNumber = wanted.kind === 'company' ? (wanted.taxNumber ?? '').trim().toUpperCase() : null
  if (taxNumber !== null && !isCreditCode(taxNumber)) return Promise.reject(taxNumberInvalid())
  return database.transaction(async (tx) => {
    const now = clock()
    // One after the other for a resident: two new defaults at once would both be it.
    const resident = await lockOne(tx, ResidentTable, { id: actor.id })
    if (!resident || resident.deletedAt !== null) throw residentUnknown()
    const earlier = await tx.findOneBy(InvoiceTitleTable, { id: wanted.id })
    if (earlier && earlier.residentId !== actor.id) throw titleDiffers()
    const others = (await tx.findBy(InvoiceTitleTable, { residentId: actor.id })).filter(({ id }) => id !== wanted.id)
    if (!earlier && others.length >= mostTitles) throw tooManyTitles(mostTitles)
    const isDefault = wanted.isDefault || !others.some((other) => other.isDefault)
    if (isDefault) await tx.update(InvoiceTitleTable, { residentId: actor.id }, { isDefault: false })
    const title: InvoiceTitle = {
      id: wanted.id,
      residentId: actor.id,
      kind: wanted.kind,
      name: wanted.name,
      taxNumber,
      isDefault,
      createdAt: earlier?.createdAt ?? now,
      updatedAt: now,
    }
    await store(tx, title, earlier !== null)
    const subject = { kind: 'invoiceTitle', id: wanted.id }
    await recordAudit(tx, actor, { action: 'invoiceTitle.saved', subject, details: { kind: wanted.kind } }, now)
    return title
  })
}

async function store(tx: Transaction, title: InvoiceTitle, known: boolean) {
  if (known) await tx.update(InvoiceTitleTable, { id: title.id }, title)
  else await insertRows(tx, InvoiceTitleTable, [title])
}
