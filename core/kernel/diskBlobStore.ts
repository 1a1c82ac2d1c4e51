import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { access, type FileHandle, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import {
  beginOpening,
  beginSealing,
  type BlobKeys,
  checkKeys,
  chunkBytes,
  mostPreamble,
  type Opening,
  type Sealing,
  tagBytes,
} from './blobCipher.ts'
import { type BlobStore, newBlobId, unknownBlob } from './blobStore.ts'
import type { Clock } from './clock.ts'
import { StartError } from './startError.ts'

export interface DiskBlobSettings {
  folder: string
  keys: BlobKeys
  clock: Clock
  /** How long nothing may have been written to an unfinished blob before it counts as left by a process that died. */
  leftoverMs?: number
}

const writing = 'writing'
const hour = 3_600_000
const sealedBytes = chunkBytes + tagBytes
const idPattern = /^[0-9a-f]{32}$/

/**
 * Blobs as files, encrypted. A blob is written beside the others, and gets its name when it is whole; what processes
 * that died have left half-written is removed here.
 * @throws StartError when a key is wrong or the folder cannot be used.
 */
export async function openDiskBlobStore(settings: DiskBlobSettings): Promise<BlobStore> {
  const { folder, keys } = settings
  try {
    checkKeys(keys)
    await mkdir(join(folder, writing), { recursive: true })
    await access(folder, constants.W_OK)
    await removeLeftovers(settings)
  } catch (error) {
    throw new StartError(`The folder of files ${folder} cannot be used: ${String(error)}`)
  }
  const fileOf = (id: string) => join(folder, id.slice(0, 2), id)

  return {
    async put(content, { mediaType, id = newBlobId() }) {
      if (!idPattern.test(id)) throw new RangeError(`not an id of a blob: ${id}`)
      // Not under its id: one that died, or is still at it, may have begun the same file.
      const unfinished = join(folder, writing, newBlobId())
      const file = await open(unfinished, 'wx', 0o600)
      try {
        const sealing = beginSealing(keys, id, mediaType)
        const written = await writeSealed(file, sealing, content instanceof Uint8Array ? [content] : content)
        await file.sync()
        await file.close()
        if (await mkdir(dirname(fileOf(id)), { recursive: true })) await syncFolder(folder)
        await rename(unfinished, fileOf(id))
        await syncFolder(dirname(fileOf(id)))
        return { id, ...written }
      } catch (error) {
        await file.close().catch(() => undefined)
        await rm(unfinished, { force: true })
        throw error
      }
    },
    async get(id, range) {
      if (!idPattern.test(id)) throw unknownBlob(id)
      const { opening, size, chunks } = await readBeginning(fileOf(id), keys, id)
      return {
        stream: Readable.from(readSealed(fileOf(id), opening, chunks, range), { objectMode: false }),
        size,
        mediaType: opening.description,
      }
    },
    exists: async (id) => idPattern.test(id) && Boolean(await stat(fileOf(id)).catch(ignoreMissing)),
    async delete(id) {
      if (!idPattern.test(id) || (await unlink(fileOf(id)).catch(ignoreMissing)) === null) return
      await syncFolder(dirname(fileOf(id)))
    },
  }
}

/** Null for what is not there. */
function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

async function removeLeftovers({ folder, clock, leftoverMs = hour }: DiskBlobSettings) {
  for (const name of await readdir(join(folder, writing))) {
    const file = join(folder, writing, name)
    // Another process may be writing it, or have just finished.
    const found = await stat(file).catch(ignoreMissing)
    if (found && clock() - found.mtimeMs >= leftoverMs) await rm(file, { force: true })
  }
}

async function writeSealed(
  file: FileHandle,
  { preamble, seal }: Sealing,
  content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
) {
  const hash = createHash('sha256')
  let size = 0
  let number = 0
  let waiting: Uint8Array = new Uint8Array()
  await write(file, preamble)
  for await (const piece of content) {
    hash.update(piece)
    size += piece.length
    waiting = waiting.length === 0 ? piece : Buffer.concat([waiting, piece])
    // Whether a chunk is the last one shows when there is more.
    for (; waiting.length > chunkBytes; waiting = waiting.subarray(chunkBytes))
      await write(file, seal(waiting.subarray(0, chunkBytes), ++number, false))
  }
  await write(file, seal(waiting, ++number, true))
  return { size, sha256: hash.digest('hex') }
}

async function write(file: FileHandle, bytes: Uint8Array) {
  for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at)).bytesWritten
}

async function readBeginning(path: string, keys: BlobKeys, id: string) {
  const file = await open(path, 'r').catch(ignoreMissing)
  if (!file) throw unknownBlob(id)
  try {
    const start = await read(file, 0, mostPreamble)
    const opening = beginOpening(keys, id, start)
    const sealed = (await file.stat()).size - opening.offset
    // From the bytes that are there, not from the size they should make: what was added is a chunk that fails.
    const chunks = Math.max(1, Math.ceil(sealed / sealedBytes))
    return { opening, chunks, size: Math.max(0, sealed - chunks * tagBytes) }
  } finally {
    await file.close()
  }
}

/** The file is open only while it is read: a stream that nobody reads holds nothing. */
async function* readSealed(
  path: string,
  { offset, open: openChunk }: Opening,
  chunks: number,
  { from, to }: { from: number; to: number } = { from: 0, to: Number.POSITIVE_INFINITY },
): AsyncGenerator<Buffer> {
  const file = await open(path, 'r')
  try {
    for (let number = Math.floor(from / chunkBytes) + 1; number <= chunks; number++) {
      const start = (number - 1) * chunkBytes
      if (start > to) return
      const bytes = await read(file, offset + (number - 1) * sealedBytes, sealedBytes)
      yield openChunk(bytes, number, number === chunks).subarray(Math.max(0, from - start), to - start + 1)
    }
  } finally {
    await file.close()
  }
}

/** Fewer bytes than asked for only at the end of the file. */
async function read(file: FileHandle, position: number, most: number): Promise<Buffer> {
  const buffer = Buffer.alloc(most)
  let length = 0
  while (length < most) {
    const { bytesRead } = await file.read(buffer, length, most - length, position + length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return buffer.subarray(0, length)
}

/** A new name is on the disk when its folder is. */
async function syncFolder(folder: string) {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
