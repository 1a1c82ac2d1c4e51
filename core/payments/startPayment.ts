import { requireBinding } from '#core/accounts/requireBinding.ts'
import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database, Transaction } from '#core/kernel/database.ts'
import { type Fen, yuan } from '#core/kernel/fen.ts'
import { findRow, insertRows } from '#core/kernel/rows.ts'
import type { Payment } from './payment.ts'
import { PaymentTable } from './payment.table.ts'
import type { PaymentChannel, PaymentPrompt } from './paymentChannel.ts'
import { channelUnknown, paymentDiffers, paymentsTooManyPending } from './payments.errors.ts'
import { repeatIfTaken } from './repeatIfTaken.ts'

/** How long a channel takes money for a payment. */
const lifeMs = 30 * 60_000
/** When a channel is asked for the first time, unless its callback came before. */
const firstPollMs = 15_000
/** Payments of an account that wait for their money at once: each is asked after at its channel, again and again. */
const mostPending = 5

export interface PaymentToStart {
  /** Chosen by the client: a ULID. */
  id: string
  accountId: string
  channel: string
  amount: Fen
}

/**
 * Records the intent to pay, commits it, and then tells the channel: whatever dies in between, no money can come for
 * a payment that the hub does not know. The same id again answers the first payment, and asks the channel again; there
 * is no prompt any more once it is paid or its time is over.
 * @throws DomainError `account.unknown`, `channel.unknown`, `payment.differs` when the id was used for something else,
 * `payment.tooManyPending`,
 * `channel.unavailable`: the payment stands, and asking again goes on with it
 */
export async function startPayment(
  deps: { database: Database; clock: Clock; channels: ReadonlyMap<string, PaymentChannel> },
  actor: Actor,
  wanted: PaymentToStart,
): Promise<{ payment: Payment; prompt: PaymentPrompt | null }> {
  const channel = deps.channels.get(wanted.channel)
  if (!channel) throw channelUnknown(wanted.channel)
  const { database, clock } = deps
  const payment = await repeatIfTaken(() => database.transaction((tx) => record(tx, actor, wanted, clock())))
  if (payment.state !== 'pending' || clock() >= payment.expiresAt) return { payment, prompt: null }
  const prompt = await channel.start({
    paymentId: payment.id,
    amount: payment.amount,
    subject: `水费 ${yuan(payment.amount)}`,
    expiresAt: payment.expiresAt,
  })
  return { payment, prompt }
}

async function record(tx: Transaction, actor: Actor, wanted: PaymentToStart, now: number): Promise<Payment> {
  const { unitId } = await requireBinding(tx, actor.id, wanted.accountId)
  const earlier = await findRow(tx, PaymentTable, { id: wanted.id })
  if (earlier) {
    const same =
      earlier.accountId === wanted.accountId &&
      earlier.channel === wanted.channel &&
      earlier.amount === wanted.amount &&
      earlier.residentId === actor.id
    if (!same) throw paymentDiffers()
    return earlier
  }
  await refuseTooMany(tx, wanted.accountId, now)
  const payment: Payment = {
    ...wanted,
    residentId: actor.id,
    state: 'pending',
    createdAt: now,
    expiresAt: now + lifeMs,
    nextPollAt: now + firstPollMs,
    polls: 0,
  }
  await insertRows(tx, PaymentTable, [payment])
  const { accountId, channel, amount } = wanted
  const subject = { kind: 'payment', id: wanted.id }
  await recordAudit(
    tx,
    actor,
    { action: 'payment.started', subject, accountId, unitId, details: { channel, amount } },
    now,
  )
  return payment
}

async function refuseTooMany(tx: Transaction, accountId: string, now: number) {
  const pending: unknown[] = await tx.query(
    `select 1 from payment where accountId = ? and createdAt > ? and state = 'pending' limit ${mostPending}`,
    [accountId, now - lifeMs],
  )
  if (pending.length === mostPending) throw paymentsTooManyPending()
}
