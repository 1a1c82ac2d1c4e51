import { prompts } from '#callcenter/ivr/prompts.ts'
import type { Call, Timer } from './call.ts'

/** How long is waited for what, in ms. */
export const waits = {
  key: 6_000,
  /** For the first digit of a number, which must be fetched from a paper. */
  firstDigit: 12_000,
  sound: 30_000,
  look: 5_000,
  /** Between the end of a recording's time, or of the call, and the news that it has ended. */
  record: 10_000,
  /** Between two tellings of the place in the queue. */
  place: 30_000,
  /** From the beginning of one to that of the next, when the place has changed. */
  placeChanged: 20_000,
  /** Until the queue speaks when its music cannot be had. */
  placeWithoutMusic: 5_000,
  ring: 20_000,
  dial: 45_000,
  seat: 30_000,
  again: 600_000,
} as const

/** How often a callback is dialled at most. */
export const mostDials = 3

/** `at` a tick before it is due is soon enough: timers of operating systems are not exact. */
const tickMs = 1_000

export const arm = (call: Call, kind: Timer['kind'], at: number, ms: number = waits[kind]): Call => ({
  ...call,
  timer: { kind, sound: call.sound, dueAt: at + ms },
})

export const disarm = (call: Call): Call => (call.timer === null ? call : { ...call, timer: null })

/** Whether this is the timer that the call waits for; not an earlier one of its kind. */
export const isDue = ({ timer }: Call, event: Pick<Timer, 'kind' | 'sound'>, at: number): boolean =>
  timer?.kind === event.kind && timer.sound === event.sound && at + tickMs >= timer.dueAt

const texts: Readonly<Record<string, string>> = prompts

/** The latest by which a sound must have ended, even if the news of it is lost: half of a slow speaker's pace. */
export const longest = (sounds: readonly string[]): number =>
  15_000 + sounds.reduce((characters, name) => characters + (texts[name]?.length ?? 10), 0) * 500
