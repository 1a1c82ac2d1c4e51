import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '#core/kernel/clock.ts'
import type { Logger } from '#core/kernel/logger.ts'
import type { Behaviours } from './behaviour.ts'
import { type Asked, type Invoices, noticeOfInvoice } from './invoices.ts'
import type { Notifier } from './notifier.ts'

export interface Decider {
  /** Answers a request in the background, after a while, and lets the merchant know. */
  decide(asked: Asked): void
  stop(): void
}

/** The tax office at work: it takes a request at once and says later what became of it. */
export function createDecider(deps: {
  behaviours: Behaviours
  invoices: Invoices
  notifier: Notifier
  logger: Logger
  now: Clock
}): Decider {
  const { behaviours, invoices, notifier, logger, now } = deps
  const stopping = new AbortController()

  async function run(asked: Asked) {
    await sleep(behaviours.of(asked.number).decideAfterMs, undefined, { signal: stopping.signal })
    const { refuse } = behaviours.of(asked.number)
    if (refuse && asked.what === 'redForm') return
    invoices.answer(asked, refuse ? '购买方信息有误' : null)
    notifier.notify(noticeOfInvoice(asked, now()))
  }

  return {
    decide(asked) {
      run(asked).catch((error: unknown) => {
        if (!stopping.signal.aborted) logger.error({ err: error, number: asked.number }, 'request was not decided')
      })
    },
    stop: () => stopping.abort(),
  }
}
