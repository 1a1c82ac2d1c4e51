import type { Call, Effect, Step } from './call.ts'

export const step = (call: Call, ...effects: readonly Effect[]): Step => [call, effects]

/** What happened before, and then more. */
export function andThen([call, effects]: Step, next: (call: Call) => Step): Step {
  const [after, more] = next(call)
  return [after, [...effects, ...more]]
}

/** `number` tells which one failed, where the exchange could tell. */
export const isPast = (number: number | undefined, now: number): boolean => number !== undefined && number !== now
