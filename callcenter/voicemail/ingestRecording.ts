import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type { BlobStore } from '#core/kernel/blobStore.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import type { Logger } from '#core/kernel/logger.ts'
import type { Numbers } from '#core/kernel/sequence.ts'
import { keepVoicemail, type Message } from '#core/voicemails/keepVoicemail.ts'
import type { Voicemail } from '#core/voicemails/voicemail.ts'
import { VoicemailTable } from '#core/voicemails/voicemail.table.ts'
import { transcode, transcodedType, type TranscodeSettings } from './transcode.ts'

export interface IngestDeps {
  database: Database
  clock: Clock
  numbers: Numbers
  blobStore: BlobStore
  logger: Logger
  transcoding: TranscodeSettings
  memory: IngestMemory
}

/** What a process remembers of its ingests; one for all of them. Nothing is lost with it. */
export interface IngestMemory {
  /** Recording → its ingest: whoever comes with the same one meanwhile waits for the same end. */
  running: Map<string, Promise<Ingested>>
  /** Recording → how often ffmpeg did not come to an end with it. */
  failures: Map<string, number>
}
export const newIngestMemory = (): IngestMemory => ({ running: new Map(), failures: new Map() })

/** A file of the exchange's spool, and what is known of it. */
export type SpooledRecording = Pick<Message, 'recording' | 'callId' | 'purpose' | 'callerNumber' | 'accountId'> & {
  file: string
  /** Unless it is known, the file says it. */
  takenAt?: number | null
}

/** `empty`: nothing was said. `gone`: there is no such file. `growing`: it is not complete yet; a later scan finds it. */
export type Ingested = { kind: 'kept'; voicemail: Voicemail } | { kind: 'empty' | 'gone' | 'growing' }

/** A wav's header without a sound: what the exchange leaves when no sound came in. */
const emptyBytes = 44
/** 8,000 samples of two bytes a second. */
const wavBytesPerMs = 16
const wavType = 'audio/wav'
const stillMs = 250
const mostLooks = 40
const mostFailures = 3

/**
 * Brings a recording from the spool into the hub: waits until it is complete, makes it playable, stores it encrypted,
 * keeps the message, and only then removes the file. Whoever is killed in between is followed by whoever finds the file:
 * the blob's id comes of the recording's name, so nothing is stored or kept twice. A file that cannot be read is kept as
 * it came, for staff to see.
 */
export function ingestRecording(deps: IngestDeps, spooled: SpooledRecording): Promise<Ingested> {
  const { running } = deps.memory
  const { recording } = spooled
  const earlier = running.get(recording)
  if (earlier) return earlier
  const ingesting = ingest(deps, spooled).finally(() => running.delete(recording))
  running.set(recording, ingesting)
  return ingesting
}

async function ingest(deps: IngestDeps, spooled: SpooledRecording): Promise<Ingested> {
  const { database, blobStore, logger, memory } = deps
  const { file, recording, takenAt, ...about } = spooled
  const known = await database.read.findOneBy(VoicemailTable, { recording })
  if (known) return removed(file, { kind: 'kept', voicemail: known })
  const found = await waitUntilStill(file)
  if (typeof found === 'string') return { kind: found }
  if (found.size <= emptyBytes) {
    logger.info({ recording }, 'an empty recording was removed')
    return removed(file, { kind: 'empty' })
  }
  const sound = await playable(deps, spooled, found.size)
  const blobId = blobIdOf(recording)
  await blobStore.put(sound.content, { mediaType: sound.mediaType, id: blobId })
  const { lengthMs, mediaType, playable: isPlayable } = sound
  const voicemail = await keepVoicemail(deps, {
    ...about,
    recording,
    takenAt: Math.round(takenAt ?? found.mtimeMs - lengthMs),
    lengthMs,
    blobId,
    mediaType,
    playable: isPlayable,
  })
  memory.failures.delete(recording)
  return removed(file, { kind: 'kept', voicemail })
}

async function removed(file: string, what: Ingested): Promise<Ingested> {
  await rm(file, { force: true })
  return what
}

/** Says nothing of what is in it, and is the same again for who comes after one that was killed. */
export const blobIdOf = (recording: string): string =>
  createHash('sha256').update(`voicemail:${recording}`).digest('hex').slice(0, 32)

/** The exchange closes a recording about when it says that it has ended. */
async function waitUntilStill(file: string) {
  let before: number | undefined
  for (let look = 0; look < mostLooks; look++) {
    const found = await stat(file).catch(ignoreMissing)
    if (!found) return 'gone'
    if (found.size === before) return found
    before = found.size
    await setTimeout(stillMs)
  }
  return 'growing'
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

interface Sound {
  content: Uint8Array | AsyncIterable<Uint8Array>
  mediaType: string
  lengthMs: number
  playable: boolean
}

async function playable(deps: IngestDeps, { file, recording }: SpooledRecording, size: number): Promise<Sound> {
  const made = await transcodeWithPatience(deps, file, recording)
  if (made.kind === 'done')
    return { content: made.bytes, mediaType: transcodedType, lengthMs: made.lengthMs, playable: true }
  deps.logger.warn({ recording, why: made.why }, 'a recording is kept as it came')
  const lengthMs = Math.round((size - emptyBytes) / wavBytesPerMs)
  // Without ffmpeg it is as good a wav as any.
  return { content: createReadStream(file), mediaType: wavType, lengthMs, playable: made.kind === 'missing' }
}

/** That ffmpeg took too long may be the machine's fault; that it did so several times is the file's. */
async function transcodeWithPatience({ transcoding, memory }: IngestDeps, file: string, recording: string) {
  try {
    return await transcode(transcoding, file)
  } catch (error) {
    const failures = (memory.failures.get(recording) ?? 0) + 1
    memory.failures.set(recording, failures)
    if (failures < mostFailures) throw error
    return { kind: 'unreadable' as const, why: String(error) }
  }
}
