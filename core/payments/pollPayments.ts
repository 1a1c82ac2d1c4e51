import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { isRefusal } from '#core/kernel/domainError.ts'
import type { Logger } from '#core/kernel/logger.ts'
import type { Numbers } from '#core/kernel/sequence.ts'
import type { Payment } from './payment.ts'
import { PaymentTable } from './payment.table.ts'
import type { ChannelState, PaymentChannel } from './paymentChannel.ts'
import { receiveMoney } from './receiveMoney.ts'

export interface PollDeps {
  database: Database
  clock: Clock
  numbers: Numbers
  channels: ReadonlyMap<string, PaymentChannel>
  logger: Logger
}

const batch = 50
const firstMs = 15_000
const mostMs = 3_600_000
/** An order is closed no sooner than five minutes after its end: the payer may be in the middle of typing the PIN. */
const closeAfterMs = 5 * 60_000
/** Money may still come for a closed order; after this long only its callback can tell of it. */
const giveUpAfterMs = 24 * 3_600_000

/**
 * Asks the channels about payments whose callback has not come: 15 s after the start, then ever less often, hourly in
 * the end, until it is paid, or a day after its end, when the channel says that it is closed. What a channel did not
 * answer is never given up. `goesOn` is asked before each. Resolves to how many it asked about.
 */
export async function pollPayments(
  deps: PollDeps,
  goesOn: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<number> {
  const now = deps.clock()
  const due = await deps.database.read
    .createQueryBuilder(PaymentTable, 'p')
    .where('p.nextPollAt <= :now', { now })
    .orderBy('p.nextPollAt')
    .take(batch)
    .getMany()
  let asked = 0
  for (const payment of due) {
    if (!(await goesOn())) break
    await poll(deps, payment)
    asked++
  }
  return asked
}

async function poll(deps: PollDeps, payment: Payment): Promise<void> {
  const channel = deps.channels.get(payment.channel)
  if (!channel) {
    deps.logger.error(
      { channel: payment.channel, paymentId: payment.id },
      'payment of a channel that is not configured',
    )
    return postpone(deps, payment, 'none')
  }
  try {
    const state = await ask(deps, channel, payment)
    if (state.state === 'paid') {
      const { transactionId, amount } = state
      await receiveMoney(deps, { channel: payment.channel, transactionId, paymentId: payment.id, amount })
      return
    }
    await postpone(deps, payment, state.state)
  } catch (error) {
    const about = { channel: payment.channel, paymentId: payment.id, polls: payment.polls }
    const overdue = deps.clock() > payment.expiresAt + giveUpAfterMs
    // One that cannot be asked about or booked must not keep the others, which are due after it, from their turn.
    const expected = isRefusal(error, 'channel.unavailable') && !overdue
    if (expected) deps.logger.warn(about, 'channel unavailable, will be asked again')
    else deps.logger.error({ ...about, err: error }, 'payment could not be polled, will be tried again')
    await postpone(deps, payment, 'none')
  }
}

async function ask({ clock }: PollDeps, channel: PaymentChannel, payment: Payment): Promise<ChannelState> {
  const state = await channel.query(payment.id)
  if (clock() < payment.expiresAt + closeAfterMs) return state
  const final = state.state === 'waiting' ? await channel.close(payment.id) : state
  return final.state === 'unknown' ? { state: 'closed' } : final
}

/**
 * Sets when it is asked about next; never again after its day, once the channel has said that it is closed. Only while
 * it is not paid: the callback may have come while the channel was asked.
 */
async function postpone(
  { database, clock }: PollDeps,
  payment: Payment,
  answer: Exclude<ChannelState['state'], 'paid'> | 'none',
) {
  const now = clock()
  const pause = Math.min(firstMs * 2 ** payment.polls, mostMs)
  const closed = answer === 'closed'
  const nextPollAt = closed && now > payment.expiresAt + giveUpAfterMs ? null : now + pause
  await database.transaction((tx) =>
    tx.query(`update payment set state = ?, nextPollAt = ?, polls = polls + 1 where id = ? and state <> 'paid'`, [
      closed ? 'closed' : payment.state,
      nextPollAt,
      payment.id,
    ]),
  )
}
