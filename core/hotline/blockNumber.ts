import { asOnFile } from '#core/accounts/findAccountsByPhone.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { requirePermissionAt, type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { rootPath } from '#core/staff/staff.ts'
import { blockedUnknown, untilPast } from './hotline.errors.ts'
import { type BlockedNumber, BlockedNumberTable } from './hotline.table.ts'

interface Deps {
  database: Database
  clock: Clock
}

export interface ListedBlockedNumber extends BlockedNumber {
  blockedByName: string
}

/**
 * The hotline no longer takes this number. One that is blocked already is blocked anew.
 * @throws DomainError `staff.forbidden`, `hotline.untilPast`
 */
export async function blockNumber(
  { database, clock }: Deps,
  principal: StaffPrincipal,
  { number: given, reason, until }: Pick<BlockedNumber, 'number' | 'reason' | 'until'>,
): Promise<ListedBlockedNumber> {
  requirePermissionAt(principal, 'hotline.manage', rootPath)
  const number = asOnFile(given)
  return database.transaction(async (tx) => {
    const now = clock()
    if (until !== null && until <= now) throw untilPast()
    const wanted = { number, reason, until, blockedBy: principal.staffId, blockedAt: now }
    const row: BlockedNumber = { id: newId(now), ...wanted }
    if (!(await insertIfAbsent(tx, BlockedNumberTable, row))) {
      const earlier = await lockOne(tx, BlockedNumberTable, { number })
      if (!earlier) throw new Error('a blocked number vanished')
      row.id = earlier.id
      await tx.update(BlockedNumberTable, { id: row.id }, wanted)
    }
    const subject = { kind: 'blockedNumber', id: row.id }
    await recordAudit(tx, staffActor(principal), { action: 'number.blocked', subject, details: { ...wanted } }, now)
    return { ...row, blockedByName: principal.name }
  })
}

/** The hotline takes a number again. @throws DomainError `staff.forbidden`, `hotline.blockedUnknown` */
export async function unblockNumber(
  { database, clock }: Deps,
  principal: StaffPrincipal,
  blockedId: string,
): Promise<void> {
  requirePermissionAt(principal, 'hotline.manage', rootPath)
  await database.transaction(async (tx) => {
    const blocked = await lockOne(tx, BlockedNumberTable, { id: blockedId })
    if (!blocked) throw blockedUnknown()
    await tx.delete(BlockedNumberTable, { id: blockedId })
    const { number, reason } = blocked
    const subject = { kind: 'blockedNumber', id: blockedId }
    const act = { action: 'number.unblocked', subject, details: { number, reason } }
    await recordAudit(tx, staffActor(principal), act, clock())
  })
}

/** All of them, newest first; that they looked is written down, for numbers are persons'. */
export async function listBlockedNumbers(
  { database, clock }: Deps,
  principal: StaffPrincipal,
): Promise<ListedBlockedNumber[]> {
  const rows: ListedBlockedNumber[] = await database.read.query(
    `select b.id, b.number, b.reason, b.until, b.blockedBy, b.blockedAt, s.name as blockedByName
       from blocked_number b join staff s on s.id = b.blockedBy order by b.blockedAt desc, b.id desc`,
  )
  const act = {
    action: 'blockedNumbers.viewed',
    subject: { kind: 'hotline', id: 'hotline' },
    details: { numbers: rows.length },
  }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, clock()))
  return rows.map((row) => ({
    ...row,
    until: row.until === null ? null : Number(row.until),
    blockedAt: Number(row.blockedAt),
  }))
}
