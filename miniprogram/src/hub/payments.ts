import type { Answer, Call, PaymentState } from './contract.ts'
import type { Attempt } from './paymentStage.ts'
import type { Storage } from './storage.ts'

export type Order = Pick<Attempt, 'accountId' | 'accountNumber' | 'amount' | 'channel' | 'purpose'>
export type Started = Answer<'POST /api/resident/payments'>

export interface Payments {
  /** The attempt for an order: the one that is under way for the same account and amount, or a new one. */
  attemptFor(order: Order): Attempt
  find(id: string): Attempt | null
  /** Starts it at the hub; pressed twice at once, it is asked once. @throws HubError */
  start(attempt: Attempt): Promise<Started>
  /** The hub's word. @throws HubError */
  ask(id: string): Promise<PaymentState>
  /** Writes down that the way to the cashier was shown, or that the person gave it up, or wants it again. */
  note(id: string, what: Partial<Pick<Attempt, 'shown' | 'givenUp'>>): void
  /** Those whose end is not known, the newest first. */
  undecided(): Attempt[]
  forget(): void
}

const stored = 'payments'
const most = 20

export function createPayments(deps: {
  storage: Storage
  call: Call
  newId: () => string
  now: () => number
  /** The hub has said what became of one: debts and accounts are otherwise now. */
  onDecided: () => void
}): Payments {
  const { storage, call, newId, now, onDecided } = deps
  const starting = new Map<string, Promise<Started>>()

  const all = () => asAttempts(storage.read(stored))
  const keep = (attempts: Attempt[]) => storage.write(stored, attempts.slice(0, most))
  const change = (id: string, what: Partial<Attempt>) =>
    keep(all().map((attempt) => (attempt.id === id ? { ...attempt, ...what } : attempt)))

  function decide(id: string) {
    if (all().find((attempt) => attempt.id === id)?.decided === true) return
    change(id, { decided: true })
    onDecided()
  }

  async function start({ id, accountId, channel, amount }: Attempt): Promise<Started> {
    const body = { id, accountId, channel, amount }
    const started = await call('POST /api/resident/payments', { body })
    if (started.payment.state !== 'pending') decide(id)
    return started
  }

  return {
    attemptFor(order) {
      const same = ({ accountId, amount, channel, decided, givenUp }: Attempt) =>
        accountId === order.accountId && amount === order.amount && channel === order.channel && !decided && !givenUp
      const earlier = all().find(same)
      if (earlier) return earlier
      const attempt = { ...order, id: newId(), startedAt: now(), shown: false, givenUp: false, decided: false }
      keep([attempt, ...all()])
      return attempt
    },
    find: (id) => all().find((attempt) => attempt.id === id) ?? null,
    start(attempt) {
      const already = starting.get(attempt.id)
      if (already) return already
      const asked = start(attempt).finally(() => starting.delete(attempt.id))
      starting.set(attempt.id, asked)
      return asked
    },
    async ask(id) {
      const heard = await call('GET /api/resident/payments/:paymentId', { params: { paymentId: id } })
      if (heard.payment.state !== 'pending') decide(id)
      return heard
    },
    note: change,
    undecided: () => all().filter(({ decided }) => !decided),
    forget: () => storage.remove(stored),
  }
}

function asAttempts(value: unknown): Attempt[] {
  if (!Array.isArray(value)) return []
  return value.filter(
    (one): one is Attempt => typeof one === 'object' && one !== null && 'id' in one && 'amount' in one,
  )
}
