import type { Ivr } from '#callcenter/ivr/ivr.ts'
import type { Call, CallEvent, Effect, Step } from './call.ts'
import { end } from './end.ts'
import { enterNode, nodeOf } from './enterNode.ts'
import { play } from './hearing.ts'
import { isPast, step, andThen } from './steps.ts'
import { arm } from './timing.ts'

/** Null: means nothing here. */
export function inRecording(ivr: Ivr, call: Call, event: CallEvent, at: number): Step | null {
  const { recording } = call
  if (recording === null) return null
  switch (event.type) {
    case 'recordingFinished':
      return event.recording === recording.recording ? spoken(ivr, call, event.ms, at) : null
    case 'keyPressed':
      if (event.key !== '#' || call.endedAt !== null) return null
      return step(arm(call, 'record', at), { do: 'stopRecording', recording: recording.recording })
    case 'failed': {
      if (event.effect !== 'record' || isPast(event.number, recording.recording)) return null
      const free: Call = { ...call, recording: null }
      if (call.endedAt !== null) return end(free, at)
      return enterNode(ivr, free, otherwise(ivr, call), at, { before: ['recording-failed'] })
    }
    // The news of the end is lost, the recording need not be.
    case 'timedOut':
      if (call.endedAt !== null) return andThen(cutShort(ivr, call, call.endedAt), (kept) => end(kept, at))
      return andThen(step(call, { do: 'stopRecording', recording: recording.recording }), (stopped) =>
        spoken(ivr, stopped, at - recording.since, at),
      )
    default:
      return null
  }
}

/** The caller is gone, the recording ends in a moment: only by its length is known what has become of the call. */
export const awaitRecording = (call: Call, at: number, ...effects: readonly Effect[]): Step =>
  step(arm({ ...call, endedAt: at }, 'record', at), ...effects)

/**
 * What was spoken until `until` is kept, as far as can be known: news of the recording never came. Should it still
 * come, the call knows what it belongs to.
 */
export function cutShort(ivr: Ivr, call: Call, until: number): Step {
  if (call.recording === null) return step(call)
  const { purpose, recording, since } = call.recording
  const ms = Math.max(0, until - since)
  if (isTooShort(ivr, call, ms)) return step(call)
  return step({ ...call, left: 'message' }, { do: 'keepMessage', purpose, recording, ms })
}

/** The end of a recording that is told when the call is over: kept if it is long enough, and nothing else. */
export function afterTheCall(ivr: Ivr, call: Call, event: CallEvent): Step | null {
  if (event.type !== 'recordingFinished' || call.recording?.recording !== event.recording) return null
  const { purpose, recording } = call.recording
  const done: Call = { ...call, recording: null }
  return isTooShort(ivr, call, event.ms)
    ? step(done)
    : step(done, { do: 'keepMessage', purpose, recording, ms: event.ms })
}

function spoken(ivr: Ivr, call: Call, ms: number, at: number): Step {
  const node = nodeOf(ivr, call)
  const done: Call = { ...call, recording: null, phase: 'ivr' }
  const tooShort = isTooShort(ivr, call, ms)
  const kept: Step =
    tooShort || call.recording === null
      ? step(done)
      : step(
          { ...done, left: 'message' },
          { do: 'keepMessage', purpose: call.recording.purpose, recording: call.recording.recording, ms },
        )
  return andThen(kept, (after) => {
    if (after.endedAt !== null || node?.kind !== 'record') return end(after, at)
    if (!tooShort) return enterNode(ivr, after, node.next, at)
    const attempts = after.attempts + 1
    if (attempts >= node.attempts) return enterNode(ivr, after, node.otherwise, at, { before: ['message-too-short'] })
    return play({ ...after, attempts }, ['message-too-short', ...node.prompts], at)
  })
}

/** Also of a tree that was changed meanwhile. */
const leastSeconds = 2

function isTooShort(ivr: Ivr, call: Call, ms: number): boolean {
  const node = nodeOf(ivr, call)
  return ms < (node?.kind === 'record' ? node.minSeconds : leastSeconds) * 1000
}

function otherwise(ivr: Ivr, call: Call): string {
  const node = nodeOf(ivr, call)
  return node?.kind === 'record' ? node.otherwise : ivr.entry.open
}
