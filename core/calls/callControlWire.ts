import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Clock } from '#core/kernel/clock.ts'
import type { Coordination } from '#core/kernel/coordination.ts'
import { DomainError, type Kind } from '#core/kernel/domainError.ts'
import { newId } from '#core/kernel/id.ts'
import type { CallControl, DialWish } from './callControl.ts'
import { exchangeUnavailable } from './calls.errors.ts'

// The port between processes: a request, and a reply to whoever asked. Within one process it goes the same way.

const requests = 'calls.control'
const repliesTo = (asker: string) => `calls.control.${asker}`
/** An agent has pressed a button. */
const patienceMs = 5_000

type Method = keyof CallControl
const about = z.object({ kind: z.enum(['call', 'voicemail']), id: z.string() }).nullable()
const Dial = z.object({
  callId: z.string(),
  number: z.string(),
  seat: z.string(),
  staffId: z.string(),
  contact: z.string(),
  accountId: z.string().nullable(),
  about,
}) satisfies z.ZodType<DialWish>
const Request = z.object({
  id: z.string(),
  asker: z.string(),
  deadline: z.number(),
  method: z.string(),
  args: z.array(z.unknown()),
})
const Reply = z.object({
  id: z.string(),
  value: z.unknown().optional(),
  refusal: z
    .object({ kind: z.string(), code: z.string(), sentence: z.string(), data: z.record(z.string(), z.unknown()) })
    .nullable(),
})
type Reply = z.output<typeof Reply>

/** The port as a client of whichever process owns the telephone. */
export async function requestCallControl(deps: {
  coordination: Coordination
  clock: Clock
}): Promise<{ control: CallControl; close(): Promise<void> }> {
  const { coordination, clock } = deps
  const asker = newId(clock())
  const open = new Map<string, (reply: Reply) => void>()
  const stop = await coordination.subscribe(repliesTo(asker), (message) => {
    const reply = Reply.safeParse(message)
    if (reply.success) open.get(reply.data.id)?.(reply.data)
  })

  async function ask(method: Method, ...args: unknown[]): Promise<unknown> {
    const id = newId(clock())
    const answered = new Promise<Reply>((resolve) => open.set(id, resolve))
    const patience = new AbortController()
    try {
      await coordination.publish(requests, { id, asker, deadline: clock() + patienceMs, method, args })
      const late = sleep(patienceMs, null, { signal: patience.signal }).catch(() => null)
      const reply = await Promise.race([answered, late])
      if (!reply) throw exchangeUnavailable()
      const { refusal } = reply
      if (refusal) throw new DomainError(refusal.kind as Kind, refusal.code, refusal.sentence, refusal.data)
      return reply.value
    } finally {
      patience.abort()
      open.delete(id)
    }
  }
  const order = async (method: Method, ...args: unknown[]) => void (await ask(method, ...args))
  return {
    control: {
      isUp: async () => (await ask('isUp').catch(() => false)) === true,
      openAccount: (seat, credential) => order('openAccount', seat, credential),
      closeAccount: (seat) => order('closeAccount', seat),
      seatChanged: (seat) => order('seatChanged', seat),
      dial: (wish) => order('dial', wish),
      hangUp: (callId) => order('hangUp', callId),
      transfer: (wish) => order('transfer', wish),
      cancelTransfer: (callId) => order('cancelTransfer', callId),
    },
    close: stop,
  }
}

/** Answers for the process that owns the telephone, until it is told to stop. */
export function serveCallControl(
  { coordination, clock, onFailure }: { coordination: Coordination; clock: Clock; onFailure(error: unknown): void },
  control: CallControl,
): Promise<() => Promise<void>> {
  const text = z.string()
  const carryOut: Readonly<Record<Method, (args: unknown[]) => Promise<unknown>>> = {
    isUp: () => control.isUp(),
    openAccount: ([seat, credential]) => control.openAccount(text.parse(seat), text.parse(credential)),
    closeAccount: ([seat]) => control.closeAccount(text.parse(seat)),
    seatChanged: ([seat]) => control.seatChanged(text.parse(seat)),
    dial: ([wish]) => control.dial(Dial.parse(wish)),
    hangUp: ([callId]) => control.hangUp(text.parse(callId)),
    transfer: ([wish]) => control.transfer(z.object({ callId: text, leg: z.int(), seat: text }).parse(wish)),
    cancelTransfer: ([callId]) => control.cancelTransfer(text.parse(callId)),
  }
  async function serve(message: unknown) {
    const { id, asker, deadline, method, args } = Request.parse(message)
    // Whoever asked has given up: what they then did instead must not be undone.
    if (clock() > deadline || !(method in carryOut)) return
    const reply = await carryOut[method as Method](args).then(
      (value): Reply => ({ id, value, refusal: null }),
      (error: unknown): Reply => {
        if (!(error instanceof DomainError)) onFailure(error)
        const { kind, code, sentence, data } = error instanceof DomainError ? error : exchangeUnavailable()
        return { id, refusal: { kind, code, sentence, data } }
      },
    )
    await coordination.publish(repliesTo(asker), reply)
  }
  return coordination.subscribe(requests, (message) => void serve(message).catch(onFailure))
}
