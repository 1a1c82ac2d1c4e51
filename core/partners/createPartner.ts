import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { requirePermissionAt, type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { rootPath } from '#core/staff/staff.ts'
import { requireAddresses } from './allowedAddresses.ts'
import type { Partner } from './partner.ts'
import { PartnerTable } from './partner.table.ts'
import { codeInvalid, codeTaken, keyTaken, rateInvalid } from './partners.errors.ts'
import { readPublicKey } from './publicKey.ts'
import { requireHours } from './serviceHours.ts'

export type NewPartner = Pick<
  Partner,
  'code' | 'name' | 'publicKeyPem' | 'allowedAddresses' | 'ratePerMinute' | 'serviceFrom' | 'serviceTo'
>

const isCode = (code: string) => /^[A-Z0-9][A-Z0-9_-]{1,31}$/.test(code)
const isRate = (rate: number) => Number.isInteger(rate) && rate >= 1 && rate <= 100_000

/**
 * Lets a collection partner in. Partners take money for the whole city: `partner.manage` counts at the root.
 * @throws DomainError `staff.forbidden`, `partner.codeInvalid`, `partner.codeTaken`, `partner.keyInvalid`,
 * `partner.keyTaken`, `partner.addressInvalid`, `partner.hoursInvalid`, `partner.rateInvalid`
 */
export async function createPartner(
  { database, clock }: { database: Database; clock: Clock },
  principal: StaffPrincipal,
  wanted: NewPartner,
): Promise<Partner> {
  requirePermissionAt(principal, 'partner.manage', rootPath)
  const { code, name, allowedAddresses, ratePerMinute, serviceFrom, serviceTo } = wanted
  if (!isCode(code)) throw codeInvalid()
  if (!isRate(ratePerMinute)) throw rateInvalid()
  requireAddresses(allowedAddresses)
  requireHours(wanted)
  const { publicKeyPem, keyFingerprint } = readPublicKey(wanted.publicKeyPem)
  return database.transaction(async (tx) => {
    const createdAt = clock()
    const terms = { allowedAddresses, ratePerMinute, serviceFrom, serviceTo }
    const partner: Partner = {
      id: newId(createdAt),
      code,
      name,
      publicKeyPem,
      keyFingerprint,
      ...terms,
      disabledAt: null,
      createdAt,
    }
    if (!(await insertIfAbsent(tx, PartnerTable, partner)))
      throw (await tx.existsBy(PartnerTable, { code })) ? codeTaken(code) : keyTaken()
    const subject = { kind: 'partner', id: partner.id }
    const act = { action: 'partner.created', subject, details: { code, keyFingerprint, ...terms } }
    await recordAudit(tx, staffActor(principal), act, createdAt)
    return partner
  })
}
