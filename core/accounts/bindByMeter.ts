import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { bindingProofWrong } from './account.errors.ts'
import type { Account, Binding } from './account.ts'
import { bind } from './bind.ts'
import { lockGuess, recordFailure, triesLeft } from './bindingLimits.ts'

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
  const outcome = await database.transaction(async (tx) => {
    const now = clock()
    const account = await lockGuess(tx, actor.id, claim.accountNumber)
    const left = await triesLeft(tx, actor.id, claim.accountNumber, now)
    if (account && (await isProven(tx, account, claim))) return bind(tx, actor, account, 'meterNumber', now)
    // Committed before the refusal is thrown: a failure that rolls back would be a free guess.
    await recordFailure(tx, actor.id, claim.accountNumber, now)
    return left - 1
  })
  if (typeof outcome === 'number') throw bindingProofWrong(outcome)
  return outcome
}

async function isProven(
  tx: Transaction,
  { id, customerId }: Account,
  { name, meterNumber }: { name: string; meterNumber: string },
): Promise<boolean> {
  const found: unknown[] = await tx.query(
    `select 1 from customer c join meter m on m.accountId = ?
      where c.id = ? and c.name = ? and m.serialNumber = ? and m.removedOn is null`,
    [id, customerId, name.trim(), meterNumber.trim()],
  )
  return found.length > 0
}
