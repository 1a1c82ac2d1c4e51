import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '#core/kernel/logger.ts'
import type { Behaviour, Behaviours } from './behaviour.ts'
import type { Journal } from './journal.ts'
import type { Orders, PaidOrder } from './orders.ts'
import type { Signer } from './signature.ts'

export interface NotifierDeps {
  behaviours: Behaviours
  orders: Orders
  journal: Journal
  sign: Signer
  merchantId: string
  logger: Logger
}

export interface Notifier {
  /** Tells the merchant in the background until it has acknowledged, or the schedule is exhausted. */
  notify(order: PaidOrder): void
  stop(): void
}

export function createNotifier(deps: NotifierDeps): Notifier {
  const { behaviours, orders, journal, logger } = deps
  const stopping = new AbortController()
  const held = new Set<() => void>()

  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal })

  function release() {
    for (const go of held) go()
    held.clear()
  }

  /** Waits for somebody else's notice; does not when somebody waits already, so that all orders together swap in pairs. */
  async function hold(longestMs: number) {
    if (held.size > 0) return
    const passed = new Promise<void>((resolve) => held.add(resolve))
    await Promise.race([passed, pause(longestMs)])
  }

  async function attempt(order: PaidOrder, noticeId: string, behaviour: Behaviour, count: number): Promise<boolean> {
    const copies = Array.from({ length: 1 + behaviour.duplicates }, async (_, index) => {
      await pause(index * behaviour.duplicateGapMs)
      return send(deps, order, noticeId, behaviour, count < behaviour.wrongSignatures)
    })
    return (await Promise.all(copies)).includes(true)
  }

  async function run(order: PaidOrder) {
    await journal.durable()
    const first = behaviours.of(order.number)
    const outcome = first.lose ? 'lost' : await tell(order, first)
    orders.endNotice(order, outcome)
    behaviours.forget(order.number)
    await journal.durable()
  }

  async function tell(order: PaidOrder, first: Behaviour): Promise<'acknowledged' | 'exhausted'> {
    const noticeId = randomUUID()
    await pause(first.delayMs)
    if (first.outOfOrder) await hold(first.holdMs)
    for (let count = 0; ; count += 1) {
      const behaviour = behaviours.of(order.number)
      const acknowledged = await attempt(order, noticeId, behaviour, count)
      release()
      if (acknowledged) return 'acknowledged'
      const next = behaviour.retryMs[count]
      if (next === undefined) return 'exhausted'
      await pause(next)
    }
  }

  return {
    notify(order) {
      run(order).catch((error: unknown) => {
        if (!stopping.signal.aborted) logger.error({ err: error, orderNumber: order.number }, 'notice failed')
      })
    },
    stop: () => stopping.abort(),
  }
}

/** Resolves to whether the merchant answered 200 with exactly `success`, in time. */
async function send(
  { sign, merchantId, logger }: NotifierDeps,
  order: PaidOrder,
  noticeId: string,
  behaviour: Behaviour,
  wrongly: boolean,
): Promise<boolean> {
  const { transactionId, paidAt } = order.payment
  const notice = { id: noticeId, event: 'order.paid', merchant: merchantId, orderNumber: order.number }
  const body = JSON.stringify({ ...notice, transactionId, amount: order.amount, paidAt })
  try {
    const response = await fetch(order.notifyUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...sign(body, wrongly ? 'wrongly' : undefined) },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(behaviour.answerWithinMs),
    })
    return (await startOfBody(response)) === 'success' && response.status === 200
  } catch (error) {
    logger.info({ orderNumber: order.number, reason: String(error) }, 'notice not taken')
    return false
  }
}

/** As much as it takes to tell whether it is `success`; a merchant may answer pages. */
async function startOfBody(response: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > 'success'.length) break
  }
  return text
}
