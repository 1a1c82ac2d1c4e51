// Everything that the hub makes in Asterisk for a call bears its id: doing it again does nothing twice, and whoever finds
// it in Asterisk's lists knows whose it is.

const ulid = '[0-7][0-9A-HJKMNP-TV-Z]{25}'

export const bridgeOf = (callId: string): string => callId
export const legChannel = (callId: string, leg: number): string => `${callId}-agent-${leg}`
export const partyChannel = (callId: string): string => `${callId}-party`
export const playbackOf = (callId: string, sound: number): string => `${callId}:${sound}`
export const ringbackOf = (callId: string, leg: number): string => `${callId}:ring-${leg}`
export const recordingOf = (callId: string, recording: number): string => `${callId}-${recording}`

const legName = new RegExp(`^(${ulid})-agent-(\\d+)$`)
const partyName = new RegExp(`^(${ulid})-party$`)
const playbackName = new RegExp(`^(${ulid}):(\\d+)$`)
const recordingName = new RegExp(`^(${ulid})-(\\d+)$`)

/** Whose channel it is; null for one that Asterisk named: a caller's. */
export function ownerOfChannel(id: string): { callId: string; leg: number | null } | null {
  const [, ofLeg, leg] = legName.exec(id) ?? []
  if (ofLeg !== undefined) return { callId: ofLeg, leg: Number(leg) }
  const [, ofParty] = partyName.exec(id) ?? []
  return ofParty === undefined ? null : { callId: ofParty, leg: null }
}

const numbered = (pattern: RegExp, id: string): { callId: string; number: number } | null => {
  const [, callId, number] = pattern.exec(id) ?? []
  return callId === undefined ? null : { callId, number: Number(number) }
}
export const ownerOfPlayback = (id: string) => numbered(playbackName, id)
export const ownerOfRecording = (name: string) => numbered(recordingName, name)
export const isBridgeOfCall = (id: string): boolean => new RegExp(`^${ulid}$`).test(id)

/** `sip:k3jd83@10.0.0.7:5061;transport=ws` → `k3jd83`: JsSIP's, new with every load of a page. */
export const contactOf = (uri: string): string => (/^sips?:([^@;]+)@/.exec(uri)?.[1] ?? uri).slice(0, 64)
