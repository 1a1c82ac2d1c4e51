import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type IngestDeps, ingestRecording, type SpooledRecording } from './ingestRecording.ts'

export interface SpoolDeps extends IngestDeps {
  /** Where the exchange writes the recordings of calls, and those of calls that the hub knows nothing of. */
  folders: { recording: string; offline: string }
  /** What is known of a call's recording, also of a call that is over; null for a call that is not known. */
  findRecording(callId: string, recording: number): Promise<RecordingAbout | null>
  /** Whether the exchange still writes it: somebody may be silent for long. */
  isRecording(name: string): Promise<boolean>
  /** How long nothing may have been written to a file before a scan takes it for complete; half a minute unless told. */
  settleMs?: number
}

export type RecordingAbout = Pick<SpooledRecording, 'purpose' | 'callerNumber' | 'accountId' | 'takenAt'>

const halfMinute = 30_000
const recordingName = /^([0-7][0-9A-HJKMNP-TV-Z]{25})-(\d{1,6})\.wav$/
/** Seconds since 1970, the exchange's id of the channel, and the caller's number. */
const offlineName = /^(\d{9,11})-[\w.-]{1,40}-(anonymous|\+?\d{1,20})\.wav$/

/** Files that were brought in, and those that were not because something failed: they stay for the next scan. */
export interface Scanned {
  kept: number
  failed: number
}

/**
 * Brings in what lies in the spool: recordings whose end was never heard of, because the hub or its connection was down,
 * and those whose ingest was killed or failed.
 */
export const scanSpool = (deps: SpoolDeps): Promise<Scanned> =>
  scan(deps, deps.folders.recording, async (name, file) => {
    const [, callId, number] = recordingName.exec(name) ?? []
    if (callId === undefined || (await deps.isRecording(`${callId}-${number}`))) return null
    const about = (await deps.findRecording(callId, Number(number))) ?? unknownCaller
    return { file, recording: `${callId}-${number}`, callId, ...about }
  })

/** Brings in the messages that the exchange took by itself while the hub was down. */
export const importOffline = (deps: SpoolDeps): Promise<Scanned> =>
  scan(deps, deps.folders.offline, async (name, file) => {
    const [, seconds, caller] = offlineName.exec(name) ?? []
    const about = {
      ...unknownCaller,
      ...(caller !== undefined && caller !== 'anonymous' && { callerNumber: caller }),
      takenAt: seconds === undefined ? null : Number(seconds) * 1_000,
    }
    return { file, recording: `offline-${shortened(name.replace(/\.wav$/, ''))}`, callId: null, ...about }
  })

/** The name of a recording has 64 characters at most. */
const shortened = (name: string) =>
  name.length <= 56 ? name : createHash('sha256').update(name).digest('hex').slice(0, 56)

const unknownCaller = { purpose: 'voicemail', callerNumber: '', accountId: null } as const

async function scan(
  deps: SpoolDeps,
  folder: string,
  spooled: (name: string, file: string) => Promise<SpooledRecording | null>,
): Promise<Scanned> {
  const { clock, logger, settleMs = halfMinute } = deps
  const scanned = { kept: 0, failed: 0 }
  for (const name of (await namesIn(folder)).toSorted()) {
    const file = join(folder, name)
    try {
      // Null: somebody else was faster.
      const found = await stat(file).catch(ignoreMissing)
      if (!found?.isFile() || clock() - found.mtimeMs < settleMs) continue
      const recording = await spooled(name, file)
      if (recording && (await ingestRecording(deps, recording)).kind === 'kept') scanned.kept++
    } catch (error) {
      logger.error({ err: error, file: name }, 'a recording could not be brought in yet')
      scanned.failed++
    }
  }
  return scanned
}

/** There is no folder before the exchange has run. */
async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(ignoreMissing)
  return (names ?? []).filter((name) => name.endsWith('.wav'))
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
