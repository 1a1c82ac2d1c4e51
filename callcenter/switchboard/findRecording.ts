import type { Call, Effect } from '#callcenter/calls/call.ts'
import type { RecordingAbout } from '#callcenter/voicemail/scanSpool.ts'
import { findCall, stepsOf } from '#core/calls/liveCalls.ts'
import type { Database } from '#core/kernel/database.ts'

/** What is known of a recording that was found in the spool; null for one of no call. */
export async function findRecording(
  { database }: { database: Database },
  callId: string,
  recording: number,
): Promise<RecordingAbout | null> {
  const record = await findCall({ database }, callId)
  if (!record) return null
  const call = record.state as Call
  const kept = (await stepsOf({ database }, callId))
    .flatMap(({ effects }) => effects as readonly Effect[])
    .find((effect) => effect.do === 'keepMessage' && effect.recording === recording)
  const purpose =
    kept?.do === 'keepMessage'
      ? kept.purpose
      : call.recording?.recording === recording
        ? call.recording.purpose
        : 'voicemail'
  return { purpose, callerNumber: record.number, accountId: record.accountId }
}
