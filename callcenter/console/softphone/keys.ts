import type { PhoneState } from './phone.ts'

/** What a key does with the telephone. */
export type PhoneAct = 'answer' | 'hangUp' | 'transfer' | 'hold' | 'mute' | 'report' | 'endWrapUp'

/** Function keys work while one types, which is when a call comes in. */
export const keysOf: Record<PhoneAct, string> = {
  answer: 'F2',
  endWrapUp: 'F2',
  hangUp: 'F4',
  transfer: 'F7',
  hold: 'F8',
  mute: 'F9',
  report: 'F10',
}

/** What may be done in each state; nothing where none is named. */
const actsIn: Partial<Record<PhoneState, readonly PhoneAct[]>> = {
  ringing: ['answer', 'hangUp'],
  talking: ['hangUp', 'transfer', 'hold', 'mute', 'report'],
  held: ['hangUp', 'transfer', 'hold', 'mute', 'report'],
  wrapUp: ['endWrapUp', 'report'],
}

export const mayAct = (state: PhoneState, act: PhoneAct): boolean => actsIn[state]?.includes(act) ?? false

/** What this key does in this state; null when it is none of the telephone's. */
export function actOfKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey' | 'repeat'>,
  state: PhoneState,
): PhoneAct | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.repeat) return null
  return actsIn[state]?.find((act) => keysOf[act] === event.key) ?? null
}
