import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import type { Account, Binding, BindingProof } from './account.ts'
import { BindingTable } from './account.table.ts'

/** A step: binds after ownership was proven; bound already, it answers the first binding. */
export async function bind(
  tx: Transaction,
  actor: Actor,
  account: Pick<Account, 'id' | 'unitId'>,
  proof: BindingProof,
  now: number,
): Promise<Binding> {
  const earlier = await tx.findOneBy(BindingTable, { residentId: actor.id, accountId: account.id })
  if (earlier) return earlier
  const binding: Binding = { id: newId(now), residentId: actor.id, accountId: account.id, proof, boundAt: now }
  await tx.insert(BindingTable, binding)
  const subject = { kind: 'binding', id: binding.id }
  const act = { action: 'account.bound', subject, accountId: account.id, unitId: account.unitId, details: { proof } }
  await recordAudit(tx, actor, act, now)
  return binding
}
