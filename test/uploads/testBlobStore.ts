import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BlobStore } from '#core/kernel/blobStore.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { openDiskBlobStore } from '#core/kernel/diskBlobStore.ts'
import type { Closing } from '#gateway/closing.ts'

/** A store in a folder of its own, which is gone when the test is. */
export async function openTestBlobStore(closing: Pick<Closing, 'add'>, clock: Clock): Promise<BlobStore> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-files-'))
  closing.add(() => rm(folder, { recursive: true, force: true }))
  return openDiskBlobStore({ folder, keys: { current: 'test', all: { test: randomBytes(32) } }, clock })
}
