import type { Call } from '#callcenter/calls/call.ts'

/** Who hears that there is one less ahead when this call does not wait any more: those on the line who came after it. */
export const waitingBehind = (calls: readonly Call[], gone: Call): Call[] =>
  calls.filter((call) => call.phase === 'waiting' && call.channel !== null && cameAfter(call, gone))

const cameAfter = (one: Call, other: Call): boolean => {
  const [later, earlier] = [one.queuedAt ?? one.startedAt, other.queuedAt ?? other.startedAt]
  return later > earlier || (later === earlier && one.id > other.id)
}
