import { type Transaction, forUpdate } from '#core/kernel/database.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { bindingProofWrong } from './account.errors.ts'
import type { Binding } from './account.ts'
import { bind } from './bind.ts'
import { recordFailure, triesLeft } from './bindingLimits.ts'

/**
 * Binds an account whose number, customer's name and meter number the resident knows. What was wrong is not said, and
 * an unknown account fails like a wrong name: otherwise the answer would help to guess.
 * @throws DomainError `binding.proofWrong`, `binding.tooManyTries`
 */
export async function bindByMeter(
  { database, clock }: { database: Database; clock: Clock },
  actor: Actor,
  claim: { accountNumber: string; name: string; meterNumber: string },
): Promise<Binding> {
  const now = clock()
  const outcome = await database.transaction(async (tx) => {
    await lockGuesser(tx, actor.id)
    const left = await triesLeft(tx, actor.id, claim.accountNumber, now)
    const account = await provenAccount(tx, claim)
    if (account) return bind(tx, actor, account, 'meterNumber', now)
    // Committed before the refusal is thrown: a failure that rolls back would be a free guess.
    await recordFailure(tx, actor.id, claim.accountNumber, now)
    return left - 1
  })
  if (typeof outcome === 'number') throw bindingProofWrong(outcome)
  return outcome
}

/** A step: lets one person guess once at a time, so that guesses sent together are counted one after the other. */
export async function lockGuesser(tx: Transaction, residentId: string): Promise<void> {
  await tx.query(`select id from resident where id = ?${forUpdate(tx)}`, [residentId])
}

async function provenAccount(tx: Transaction, claim: { accountNumber: string; name: string; meterNumber: string }) {
  const [account]: { id: string; unitId: string }[] = await tx.query(
    `select a.id, a.unitId from account a
       join customer c on c.id = a.customerId
       join meter m on m.accountId = a.id
      where a.number = ? and a.closedOn is null and c.name = ? and m.serialNumber = ? and m.removedOn is null`,
    [claim.accountNumber, claim.name.trim(), claim.meterNumber.trim()],
  )
  return account
}
