import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '#core/kernel/logger.ts'
import type { Behaviour, Behaviours } from './behaviour.ts'
import type { Journal } from './journal.ts'
import type { Notice, NoticeOutcome } from './notices.ts'
import type { Signer } from './signature.ts'

export interface NotifierDeps {
  behaviours: Behaviours
  journal: Journal
  /** Writes down that nobody will be told (again). */
  end: (notice: Notice, outcome: NoticeOutcome) => void
  sign: Signer
  merchantId: string
  logger: Logger
}

export interface Notifier {
  /** Tells the merchant in the background until it has acknowledged, or the schedule is exhausted. */
  notify(notice: Notice): void
  stop(): void
}

export function createNotifier(deps: NotifierDeps): Notifier {
  const { behaviours, journal, end, logger } = deps
  const stopping = new AbortController()
  const held = new Set<() => void>()

  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal })

  function release() {
    for (const go of held) go()
    held.clear()
  }

  /** Waits for somebody else's notice; does not when somebody waits already, so that all notices together swap in pairs. */
  async function hold(longestMs: number) {
    if (held.size > 0) return
    const passed = new Promise<void>((resolve) => held.add(resolve))
    await Promise.race([passed, pause(longestMs)])
  }

  async function attempt(notice: Notice, noticeId: string, behaviour: Behaviour, count: number): Promise<boolean> {
    const copies = Array.from({ length: 1 + behaviour.duplicates }, async (_, index) => {
      await pause(index * behaviour.duplicateGapMs)
      return send(deps, notice, noticeId, behaviour, count < behaviour.wrongSignatures)
    })
    return (await Promise.all(copies)).includes(true)
  }

  async function run(notice: Notice) {
    await journal.durable()
    const first = behaviours.of(notice.number)
    const outcome: NoticeOutcome = first.lose ? 'lost' : await tell(notice, first)
    end(notice, outcome)
    behaviours.forget(notice.number)
    await journal.durable()
  }

  async function tell(notice: Notice, first: Behaviour): Promise<'acknowledged' | 'exhausted'> {
    const noticeId = randomUUID()
    await pause(first.delayMs)
    if (first.outOfOrder) await hold(first.holdMs)
    for (let count = 0; ; count += 1) {
      const behaviour = behaviours.of(notice.number)
      const acknowledged = await attempt(notice, noticeId, behaviour, count)
      release()
      if (acknowledged) return 'acknowledged'
      const next = behaviour.retryMs[count]
      if (next === undefined) return 'exhausted'
      await pause(next)
    }
  }

  return {
    notify(notice) {
      run(notice).catch((error: unknown) => {
        if (!stopping.signal.aborted) logger.error({ err: error, number: notice.number }, 'notice failed')
      })
    },
    stop: () => stopping.abort(),
  }
}

/** Resolves to whether the merchant answered 200 with exactly `success`, in time. */
async function send(
  { sign, merchantId, logger }: NotifierDeps,
  { number, notifyUrl, content }: Notice,
  noticeId: string,
  behaviour: Behaviour,
  wrongly: boolean,
): Promise<boolean> {
  const body = JSON.stringify({ id: noticeId, merchant: merchantId, ...content })
  try {
    const response = await fetch(notifyUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...sign(body, wrongly ? 'wrongly' : undefined) },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(behaviour.answerWithinMs),
    })
    return (await startOfBody(response)) === 'success' && response.status === 200
  } catch (error) {
    logger.info({ number, reason: String(error) }, 'notice not taken')
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
