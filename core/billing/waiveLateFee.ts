import { AccountTable } from '#core/accounts/account.table.ts'
import { lockAccount } from '#core/accounts/lockAccount.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, type Transaction, lockOne } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { billCancelled, billUnknown, waiverDecided, waiverSamePerson, waiverUnknown } from './billing.errors.ts'
import { BillTable, LateFeeWaiverTable } from './billing.table.ts'
import { waiveFee } from './billFee.ts'
import type { Waiver } from './lateFee.ts'
import type { LateFeeWaiver } from './lateFeeWaiver.ts'
import { loadTariffs } from './loadTariffs.ts'

interface Deps {
  database: Database
  clock: Clock
}

/**
 * Asks to let somebody off a late fee; nothing changes until a second person agrees.
 * @throws DomainError `bill.unknown`, `bill.cancelled`
 */
export function proposeWaiver(
  { database, clock }: Deps,
  actor: Actor,
  wanted: { billId: string; waiver: Waiver; reason: string },
): Promise<LateFeeWaiver> {
  return database.transaction(async (tx) => {
    const now = clock()
    const bill = await tx.findOneBy(BillTable, { id: wanted.billId })
    if (!bill) throw billUnknown()
    if (bill.state === 'cancelled') throw billCancelled()
    const proposal: LateFeeWaiver = {
      id: newId(now),
      ...wanted,
      state: 'proposed',
      proposedBy: actor.id,
      proposedAt: now,
      decidedBy: null,
      decidedAt: null,
    }
    await tx.insert(LateFeeWaiverTable, proposal)
    const details = { reason: wanted.reason, waiver: wanted.waiver }
    const subject = { kind: 'waiver', id: proposal.id }
    const { accountId } = bill
    const { unitId } = await tx.findOneByOrFail(AccountTable, { id: accountId })
    await recordAudit(tx, actor, { action: 'waiver.proposed', subject, accountId, unitId, details }, now)
    return proposal
  })
}

/**
 * Another person than who proposed it approves or refuses a waiver; approved, it takes effect at once.
 * @throws DomainError `waiver.unknown`, `waiver.decided`, `waiver.samePerson`, `bill.cancelled`
 */
export function decideWaiver(
  { database, clock }: Deps,
  actor: Actor,
  decision: { waiverId: string; approve: boolean },
): Promise<LateFeeWaiver> {
  return database.transaction(async (tx) => {
    const now = clock()
    const proposal = await lockOne(tx, LateFeeWaiverTable, { id: decision.waiverId })
    if (!proposal) throw waiverUnknown()
    if (proposal.state !== 'proposed') throw waiverDecided()
    if (proposal.proposedBy === actor.id) throw waiverSamePerson()
    const { accountId } = await tx.findOneByOrFail(BillTable, { id: proposal.billId })
    const { unitId } = await lockAccount(tx, accountId)
    if (decision.approve) await apply(tx, proposal, now)
    const state = decision.approve ? ('approved' as const) : ('refused' as const)
    const decided = { state, decidedBy: actor.id, decidedAt: now }
    await tx.update(LateFeeWaiverTable, { id: proposal.id }, decided)
    const subject = { kind: 'waiver', id: proposal.id }
    await recordAudit(tx, actor, { action: `waiver.${state}`, subject, accountId, unitId }, now)
    return { ...proposal, ...decided }
  })
}

/** Under the account's lock. */
async function apply(tx: Transaction, { billId, waiver }: LateFeeWaiver, now: number) {
  const bill = await tx.findOneByOrFail(BillTable, { id: billId })
  if (bill.state === 'cancelled') throw billCancelled()
  const policy = (await loadTariffs(tx)).lateFee(bill.tariffId)
  await tx.update(BillTable, { id: billId }, waiveFee(bill, waiver, policy, dateOf(now)))
}
