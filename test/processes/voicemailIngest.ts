import { readdirSync } from 'node:fs'
import { type Database, openDatabase } from '#core/kernel/database.ts'
import type { BlobStore } from '#core/kernel/blobStore.ts'
import { systemClock } from '#core/kernel/clock.ts'
import { openDiskBlobStore } from '#core/kernel/diskBlobStore.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { newIngestMemory } from '#callcenter/voicemail/ingestRecording.ts'
import { scanSpool, type SpoolDeps } from '#callcenter/voicemail/scanSpool.ts'
import { hubSchema } from '#gateway/schema.ts'

// A process that brings in what lies in a spool, and dies at the step that the test wants, once for each start.

/** What the test tells it, as JSON in the first argument. */
export interface VoicemailIngestOrder {
  url: string
  files: string
  /** In hexadecimal. */
  key: string
  folders: SpoolDeps['folders']
  purpose: 'voicemail' | 'repair'
  /** `transcoded`: before the sound is stored; `stored`: after it; `kept`: before the spool's file is removed. */
  dieWhen: 'transcoded' | 'stored' | 'kept' | null
}

const { url, files, key, folders, purpose, dieWhen } = JSON.parse(process.argv[2] ?? '{}') as VoicemailIngestOrder
const clock = systemClock
const die = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => undefined)
}

const opened = await openDatabase(url, hubSchema)
const database: Database = {
  ...opened,
  get read() {
    return opened.read
  },
  async transaction(work) {
    const result = await opened.transaction(work)
    if (dieWhen === 'kept' && (await lastIsInSpool())) await die()
    return result
  },
}
async function lastIsInSpool() {
  const rows: { recording: string }[] = await opened.read.query('select recording from voicemail')
  return readdirSync(folders.recording).some((name) => rows.some(({ recording }) => name === `${recording}.wav`))
}
const store = await openDiskBlobStore({
  folder: files,
  keys: { current: 'test', all: { test: Buffer.from(key, 'hex') } },
  clock,
})
const blobStore: BlobStore = {
  ...store,
  async put(content, about) {
    if (dieWhen === 'transcoded') await die()
    const stored = await store.put(content, about)
    if (dieWhen === 'stored') await die()
    return stored
  },
}
process.stdout.write('ready\n')
await scanSpool({
  database,
  clock,
  blobStore,
  numbers: createNumbers({ database, clock, block: 1 }),
  logger: createLogger('silent'),
  transcoding: { ffmpeg: 'ffmpeg', timeoutMs: 20_000 },
  memory: newIngestMemory(),
  folders,
  settleMs: 0,
  findRecording: () => Promise.resolve({ purpose, callerNumber: '13911112222', accountId: null }),
  isRecording: () => Promise.resolve(false),
})
await database.close()
