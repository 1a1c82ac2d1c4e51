import type { Call } from '#callcenter/calls/call.ts'

/** How many wait, and since when the longest of them. */
export function waitingLine(calls: readonly Call[]): { waiting: number; longestWaitingSince: number | null } {
  const since = calls.filter(({ phase }) => phase === 'waiting').map((call) => call.queuedAt ?? call.startedAt)
  return { waiting: since.length, longestWaitingSince: since.length === 0 ? null : Math.min(...since) }
}
