/** What Asterisk tells of the Stasis application `hub`; only the events and fields that the hub reads. */
export type AriEvent =
  | { type: 'StasisStart'; args: readonly string[]; channel: Channel }
  | { type: 'StasisEnd'; channel: Channel }
  | { type: 'ChannelDestroyed'; channel: Channel; cause: number }
  /** `timestamp`: ISO 8601, to the millisecond. */
  | { type: 'ChannelDtmfReceived'; digit: string; channel: Channel; timestamp: string }
  | { type: 'PlaybackFinished'; playback: { id: string; state: 'done' | 'failed' } }
  | { type: 'RecordingFinished'; recording: Recording }
  | { type: 'RecordingFailed'; recording: Recording }
  | { type: 'ContactStatusChange'; contact_info: ContactInfo; endpoint: { state: string } }
  /** Another process has opened the application's socket: this one hears nothing more. */
  | { type: 'ApplicationReplaced' }

export interface Channel {
  id: string
  name: string
  state: string
  caller: { number: string }
}

/** `duration` in whole seconds. */
export interface Recording {
  name: string
  duration?: number
}

export interface ContactInfo {
  uri: string
  aor: string
  contact_status: 'NonQualified' | 'Reachable' | 'Unreachable' | 'Removed' | 'Created' | 'Unknown'
}

const read: ReadonlySet<string> = new Set<AriEvent['type']>([
  'StasisStart',
  'StasisEnd',
  'ChannelDestroyed',
  'ChannelDtmfReceived',
  'PlaybackFinished',
  'RecordingFinished',
  'RecordingFailed',
  'ContactStatusChange',
  'ApplicationReplaced',
])

/** The event that a message of the socket tells, or null for one that the hub does not read. */
export function readEvent(message: string): AriEvent | null {
  const told: unknown = JSON.parse(message)
  const known = typeof told === 'object' && told !== null && 'type' in told && read.has(String(told.type))
  // Asterisk is on this machine and of a known version: its events are what its documentation says.
  return known ? (told as AriEvent) : null
}
