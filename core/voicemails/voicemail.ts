import type { VoicemailPurpose, VoicemailState } from '#core/contract/voicemails.ts'

/** A message that a caller has left. */
export interface Voicemail {
  id: string
  /** For people, from the sequence `YY`. */
  number: string
  /** The call it was left in; null for one that was taken while the hub was down. */
  callId: string | null
  /** The recording's name: one message each, however often it is brought. */
  recording: string
  purpose: VoicemailPurpose
  /** The telephone that it came from, as on file; '' when withheld. */
  callerNumber: string
  /** Whose business it is: that of the account, else the root. */
  unitId: string
  /** The only account with this telephone on file; null when there is none, or several. */
  accountId: string | null
  lengthMs: number
  /** Where the sound is in the `BlobStore`. */
  blobId: string
  mediaType: string
  /** False for a recording that cannot be read: it is kept as it came. */
  playable: boolean
  state: VoicemailState
  assignedTo: string | null
  workOrderId: string | null
  /** What came of it. */
  note: string | null
  /** When the caller left it; a message that was taken while the hub was down is kept later. */
  takenAt: number
  createdAt: number
  assignedAt: number | null
  doneAt: number | null
  doneBy: string | null
}

/** A message shall be handled within 24 hours (GB/T 33358-2016). */
export const handledWithinMs = 24 * 3_600_000

export const isOverdue = ({ state, takenAt }: Pick<Voicemail, 'state' | 'takenAt'>, now: number): boolean =>
  state !== 'done' && now - takenAt > handledWithinMs
