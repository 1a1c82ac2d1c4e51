import type { Call, Effect, Question, Step } from './call.ts'
import { step, andThen } from './steps.ts'
import { arm, longest } from './timing.ts'

const stopping = (call: Call): readonly Effect[] => {
  switch (call.hears) {
    case 'sound':
      return [{ do: 'stopPlaying', sound: call.sound }]
    case 'music':
      return [{ do: 'stopMusic' }]
    // Prompts and recordings are for a channel outside of a bridge.
    case 'hold':
    case 'agent':
      return [{ do: 'closeBridge' }]
    default:
      return []
  }
}

/** Ends what the party hears. Only for what begins something else in the same step. */
export const hush = (call: Call): Step => step({ ...call, hears: 'nothing', answering: false }, ...stopping(call))

/** In place of whatever the party heard; the timer tells when the end is overdue. */
export function play(call: Call, prompts: readonly string[], at: number): Step {
  return andThen(hush(call), (quiet) => {
    const sound = quiet.sound + 1
    const playing: Call = { ...quiet, sound, hears: 'sound' }
    return step(arm(playing, 'sound', at, longest(prompts)), { do: 'play', sound, prompts })
  })
}

export const music = (call: Call): Step =>
  call.hears === 'music'
    ? step(call)
    : andThen(hush(call), (quiet) => step({ ...quiet, hears: 'music' }, { do: 'startMusic' }))

/** Asks the hub. Music goes on meanwhile. */
export function look(call: Call, question: Question, at: number): Step {
  return andThen(call.hears === 'music' ? step(call) : hush(call), (quiet) => {
    const sound = quiet.sound + 1
    return step(arm({ ...quiet, sound }, 'look', at), { do: 'look', sound, question })
  })
}
