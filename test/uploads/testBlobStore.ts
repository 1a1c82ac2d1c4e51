import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BlobStore } from '#core/kernel/blobStore.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { openDiskBlobStore } from '#core/kernel/diskBlobStore.ts'

/** A store in a folder of its own, and how to remove it. */
export async function openTestBlobStore(clock: Clock): Promise<{ blobStore: BlobStore; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-files-'))
  const blobStore = await openDiskBlobStore({
    folder,
    keys: { current: 'test', all: { test: randomBytes(32) } },
    clock,
  })
  return { blobStore, remove: () => rm(folder, { recursive: true, force: true }) }
}
