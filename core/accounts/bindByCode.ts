import { timingSafeEqual } from 'node:crypto'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { bindingProofWrong } from './account.errors.ts'
import type { Binding, BindingCode } from './account.ts'
import { BindingCodeTable, BindingTable } from './account.table.ts'
import { bind } from './bind.ts'
import { lockGuess, recordFailure, triesLeft } from './bindingLimits.ts'
import { hashCode } from './requestBindingCode.ts'

/**
 * Binds an account by the newest code that this resident had sent to its telephone. A code serves once; again,
 * after an answer that was lost, it answers the first binding.
 * @throws DomainError `binding.proofWrong`, `binding.tooManyTries`
 */
export async function bindByCode(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  claim: { accountNumber: string; digits: string },
): Promise<Binding> {
  const outcome = await database.transaction(async (tx) => {
    const now = clock()
    const account = await lockGuess(tx, actor.id, claim.accountNumber)
    const left = await triesLeft(tx, actor.id, claim.accountNumber, now)
    const sent = account && (await newestCode(tx, actor.id, account.id, now))
    const right = sent !== undefined && sent !== null && fits(sent, claim.digits)
    if (account && right && (sent.usedAt === null || (await isBound(tx, actor.id, account.id)))) {
      await tx.update(BindingCodeTable, { id: sent.id }, { usedAt: now })
      return bind(tx, actor, account, 'phoneCode', now)
    }
    await recordFailure(tx, actor.id, claim.accountNumber, now)
    return left - 1
  })
  if (typeof outcome === 'number') throw bindingProofWrong(outcome)
  return outcome
}

async function newestCode(tx: Transaction, residentId: string, accountId: string, now: number) {
  const [sent] = await tx.find(BindingCodeTable, { where: { residentId, accountId }, order: { id: 'desc' }, take: 1 })
  return sent && sent.expiresAt > now ? sent : undefined
}

const isBound = (tx: Transaction, residentId: string, accountId: string) =>
  tx.existsBy(BindingTable, { residentId, accountId })

const fits = (sent: BindingCode, digits: string) =>
  timingSafeEqual(Buffer.from(sent.codeHash), Buffer.from(hashCode(sent.id, digits)))
