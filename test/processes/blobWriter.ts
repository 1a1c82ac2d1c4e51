import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { systemClock } from '#core/kernel/clock.ts'
import { openDiskBlobStore } from '#core/kernel/diskBlobStore.ts'

// A process that stores blobs one after the other, for a test to kill. It says the id and the hash of each that is stored.

/** What the test tells its writer, as JSON in the first argument. */
export interface BlobWriterOrder {
  folder: string
  /** In hexadecimal. */
  key: string
}

const { folder, key } = JSON.parse(process.argv[2] ?? '{}') as BlobWriterOrder
const keys = { current: 'test', all: { test: Buffer.from(key, 'hex') } }
const store = await openDiskBlobStore({ folder, keys, clock: systemClock })

async function* slowly() {
  for (let i = 0; i < 5; i++) {
    yield randomBytes(50_000)
    await setTimeout(1)
  }
}

for (;;) {
  const { id, sha256 } = await store.put(slowly(), { mediaType: 'audio/ogg' })
  process.stdout.write(`${id} ${sha256}\n`)
}
