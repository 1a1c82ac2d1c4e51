import { createHash } from 'node:crypto'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import type { SmsSender } from '#core/notices/smsSender.ts'
import { accountUnknown, bindingCodeTooSoon, bindingNoPhone } from './account.errors.ts'
import { BindingCodeTable, CustomerTable } from './account.table.ts'
import { lockGuess, recordFailure, triesLeft } from './bindingLimits.ts'
import { maskPhone } from './mask.ts'

const lifeMs = 5 * 60_000
const pauseMs = 60_000
/** Codes a day to one account's telephone, whoever asks, for it is somebody's telephone; and to one who asks. */
const mostPerDay = 5
const dayMs = 24 * 3_600_000

export const hashCode = (codeId: string, digits: string): string =>
  createHash('sha256').update(`${codeId}:${digits}`).digest('hex')

/**
 * Sends a code of six digits to the telephone on file. It is sent after the commit and not again by itself: a code that
 * got lost is asked for anew. A number that is nobody's counts as a failed guess, so that nobody finds out by asking
 * which numbers there are.
 * @throws DomainError `account.unknown`, `binding.noPhone`, `binding.codeTooSoon`, `binding.tooManyTries`,
 * `sms.unavailable`
 */
export async function requestBindingCode(
  deps: { database: Database; clock: Clock; sms: SmsSender; randomDigits: () => string },
  actor: Actor,
  accountNumber: string,
): Promise<{ phone: string; expiresAt: number }> {
  const { database, clock, sms, randomDigits } = deps
  const now = clock()
  const digits = randomDigits()
  const wanted = await database.transaction(async (tx) => {
    const account = await lockGuess(tx, actor.id, accountNumber)
    await triesLeft(tx, actor.id, accountNumber, now)
    if (!account) {
      // Committed before the refusal is thrown: a failure that rolls back would be a free guess.
      await recordFailure(tx, actor.id, accountNumber, now)
      return null
    }
    const customer = await tx.findOneByOrFail(CustomerTable, { id: account.customerId })
    if (customer.phone === null) throw bindingNoPhone()
    await refuseTooMany(tx, 'accountId', account.id, now)
    await refuseTooMany(tx, 'residentId', actor.id, now)
    const id = newId(now)
    await tx.insert(BindingCodeTable, {
      id,
      residentId: actor.id,
      accountId: account.id,
      codeHash: hashCode(id, digits),
      sentAt: now,
      expiresAt: now + lifeMs,
      usedAt: null,
    })
    return { phone: customer.phone, codeId: id }
  })
  if (!wanted) throw accountUnknown()
  const { phone, codeId } = wanted
  await sms.send({ to: phone, text: `您的户号绑定验证码是 ${digits}，5 分钟内有效，请勿告诉他人。`, id: codeId })
  return { phone: maskPhone(phone), expiresAt: now + lifeMs }
}

async function refuseTooMany(tx: Transaction, column: 'accountId' | 'residentId', value: string, now: number) {
  const sent: { sentAt: number }[] = await tx.query(
    `select sentAt from binding_code where ${column} = ? and sentAt > ? order by sentAt desc limit ${mostPerDay}`,
    [value, now - dayMs],
  )
  const newest = sent[0]?.sentAt
  if (newest !== undefined && now - newest < pauseMs)
    throw bindingCodeTooSoon(Math.ceil((newest + pauseMs - now) / 1000))
  const first = sent[mostPerDay - 1]?.sentAt
  if (first !== undefined) throw bindingCodeTooSoon(Math.ceil((first + dayMs - now) / 1000))
}
