import { lockOne, type Transaction } from '#core/kernel/database.ts'
import { insertIfAbsent } from '#core/kernel/insertIfAbsent.ts'
import { hashToken } from '#core/kernel/secretToken.ts'
import { staffLocked } from './staff.errors.ts'
import type { Staff, UnknownLogin } from './staff.ts'
import { StaffTable, UnknownLoginTable } from './staff.table.ts'

const attemptsPerLock = 5
const firstLockMs = 15 * 60_000
const longestLockMs = 24 * 3_600_000

/** How long the fifth, tenth, fifteenth … failure in a row locks: 15 minutes, doubling up to a day. */
const lockMs = (attempts: number) => Math.min(firstLockMs * 2 ** (attempts / attemptsPerLock - 1), longestLockMs)

export const noFailures = { failedAttempts: 0, lockedUntil: null }

/** The state of the counter with this attempt in it. */
export interface Attempt {
  staff: Staff | null
  attempts: number
  lockedUntil: number | null
}

/**
 * A step before a password is looked at: counts the attempt as a failure, which a success then takes back. Counted
 * afterwards, all guesses sent at once would find the counter at zero. A login that nobody has counts and locks alike.
 * @throws DomainError `staff.locked`; then nothing was counted
 */
export async function countAttempt(tx: Transaction, login: string, now: number): Promise<Attempt> {
  const staff = await lockOne(tx, StaffTable, { login })
  if (staff) {
    const counted = count(staff, now)
    await tx.update(StaffTable, { id: staff.id }, counted)
    return { staff, attempts: counted.failedAttempts, lockedUntil: counted.lockedUntil }
  }
  const loginHash = hashToken(login)
  const unknown = (await lockOne(tx, UnknownLoginTable, { loginHash })) ?? (await addUnknown(tx, loginHash, now))
  const counted = count(unknown, now)
  await tx.update(UnknownLoginTable, { loginHash }, { ...counted, lastAt: now })
  return { staff: null, attempts: counted.failedAttempts, lockedUntil: counted.lockedUntil }
}

/** Only where there was none: on MySQL, who finds a row by failing to insert it deadlocks with others who did. */
async function addUnknown(tx: Transaction, loginHash: string, now: number): Promise<UnknownLogin> {
  const fresh = { loginHash, ...noFailures, lastAt: now }
  if (await insertIfAbsent(tx, UnknownLoginTable, fresh)) return fresh
  return (await lockOne(tx, UnknownLoginTable, { loginHash })) ?? fresh
}

function count(counter: Pick<Staff, 'failedAttempts' | 'lockedUntil'>, now: number) {
  if (counter.lockedUntil !== null && counter.lockedUntil > now) throw staffLocked(counter.lockedUntil, now)
  const failedAttempts = counter.failedAttempts + 1
  const locks = failedAttempts % attemptsPerLock === 0
  return { failedAttempts, lockedUntil: locks ? now + lockMs(failedAttempts) : null }
}
