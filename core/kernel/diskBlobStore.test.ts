import { createHash, randomBytes } from 'node:crypto'
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BlobKeys } from './blobCipher.ts'
import { type BlobStore, newBlobId } from './blobStore.ts'
import { openDiskBlobStore } from './diskBlobStore.ts'
import { isRefusal } from './domainError.ts'
import { StartError } from './startError.ts'

const chunk = 65_536
const now = 1_790_000_000_000
const mediaType = 'audio/ogg'
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('files on disk', () => {
  const keys: BlobKeys = { current: '2026', all: { '2026': randomBytes(32) } }
  let folder: string
  let store: BlobStore

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hub-blobs-'))
    store = await openDiskBlobStore({ folder, keys, clock: () => now })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const fileOf = (id: string) => join(folder, id.slice(0, 2), id)
  const bytesOf = async (id: string, from = store) => buffer((await from.get(id)).stream)
  const files = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())

  it('come back in part, over the ends of chunks', async () => {
    const bytes = randomBytes(2 * chunk + 17)
    const { id } = await store.put(bytes, { mediaType })
    for (const [from, to] of [
      [0, 0],
      [0, bytes.length - 1],
      [chunk - 1, chunk],
      [chunk, 2 * chunk - 1],
      [2 * chunk + 16, 2 * chunk + 16],
    ] as const) {
      const { stream, size } = await store.get(id, { from, to })
      expect(size).toBe(bytes.length)
      expect(sha256(await buffer(stream))).toBe(sha256(bytes.subarray(from, to + 1)))
    }
  })

  it.each([0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 2 * chunk + 17])(
    'come back as they were put (%d bytes)',
    async (size) => {
      const bytes = randomBytes(size)
      const stored = await store.put(bytes, { mediaType })
      expect(stored).toEqual({ id: expect.stringMatching(/^[0-9a-f]{32}$/), size, sha256: sha256(bytes) })
      expect(await store.get(stored.id)).toMatchObject({ size, mediaType })
      expect(sha256(await bytesOf(stored.id))).toBe(stored.sha256)
    },
  )

  it('come back however they were cut when they were put', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 6 }), async (sizes) => {
        const pieces = sizes.map((size) => randomBytes(size))
        const stored = await store.put(Readable.from(pieces), { mediaType })
        const whole = Buffer.concat(pieces)
        expect(stored).toMatchObject({ size: whole.length, sha256: sha256(whole) })
        expect((await bytesOf(stored.id)).equals(whole)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('come back whole when they are large', async () => {
    const piece = randomBytes(1_000_003)
    const hash = createHash('sha256')
    async function* pieces() {
      for (let i = 0; i < 40; i++) {
        hash.update(piece)
        yield piece
      }
    }
    const { id, size } = await store.put(pieces(), { mediaType })
    expect(size).toBe(40_000_120)
    const read = createHash('sha256')
    let parts = 0
    for await (const bytes of (await store.get(id)).stream) {
      read.update(bytes)
      parts++
    }
    expect(read.digest('hex')).toBe(hash.digest('hex'))
    expect(parts).toBeGreaterThan(600)
  })

  it('are one under an id that was chosen before, however often they are put', async () => {
    const id = newBlobId()
    const puts = ['one', 'one', 'one'].map((text) => store.put(Buffer.from(text), { mediaType, id }))
    for (const stored of await Promise.all(puts)) expect(stored.id).toBe(id)
    expect((await buffer((await store.get(id)).stream)).toString()).toBe('one')
    expect(files().map(({ name }) => name)).toEqual([id])
    await expect(store.put(Buffer.from('two'), { mediaType, id: '../../two' })).rejects.toThrow(RangeError)
  })

  it('show nothing of what is in them', async () => {
    const secret = '用户张三的录音'.repeat(10_000)
    const { id } = await store.put(Buffer.from(secret), { mediaType: 'audio/x-secret' })
    const onDisk = readFileSync(fileOf(id))
    expect(onDisk.includes('张三')).toBe(false)
    expect(onDisk.includes('x-secret')).toBe(false)
    expect(statSync(fileOf(id)).mode & 0o077).toBe(0)
  })

  it('differ on disk also when they are the same', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => store.put(Buffer.from('same'), { mediaType })))
    expect(one?.id).not.toBe(other?.id)
    expect(readFileSync(fileOf(one?.id ?? '')).equals(readFileSync(fileOf(other?.id ?? '')))).toBe(false)
  })

  it('are found damaged wherever a bit is turned', async () => {
    const { id } = await store.put(randomBytes(chunk + 500), { mediaType })
    const whole = readFileSync(fileOf(id))
    const places = [0, 8, 10, 20, 60, 100, 5_000, chunk, whole.length - 600, whole.length - 10, whole.length - 1]
    for (const place of places) {
      const changed = Buffer.from(whole)
      changed[place] = (changed[place] ?? 0) ^ 1
      writeFileSync(fileOf(id), changed)
      await expect(bytesOf(id), `bit of byte ${place}`).rejects.toThrow()
    }
  })

  it('are found damaged wherever they are cut off, also between two chunks, and when something is added', async () => {
    const { id } = await store.put(randomBytes(3 * chunk), { mediaType })
    const whole = readFileSync(fileOf(id))
    const end = whole.length
    const sealed = chunk + 16
    for (const length of [
      end - 1,
      end - 16,
      end - sealed,
      end - 2 * sealed,
      end - 3 * sealed,
      end - 3 * sealed - 1,
      40,
      8,
      0,
    ]) {
      writeFileSync(fileOf(id), whole)
      truncateSync(fileOf(id), length)
      await expect(bytesOf(id), `cut to ${length}`).rejects.toThrow(/damaged/)
    }
    for (const more of [1, 16, sealed]) {
      writeFileSync(fileOf(id), Buffer.concat([whole, Buffer.alloc(more)]))
      await expect(bytesOf(id), `${more} added`).rejects.toThrow(/damaged/)
    }
  })

  it('are found damaged when chunks change places, or one file takes the place of another', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => store.put(randomBytes(3 * chunk), { mediaType })))
    const [id = '', otherId = ''] = [one?.id, other?.id]
    const whole = readFileSync(fileOf(id))
    const sealed = chunk + 16
    const content = whole.length - 3 * sealed
    const parts = [0, 1, 2].map((i) => whole.subarray(content + i * sealed, content + (i + 1) * sealed))
    const [first, second, third] = parts
    writeFileSync(
      fileOf(id),
      Buffer.concat([whole.subarray(0, content), ...[second, first, third].map((part) => part ?? Buffer.of())]),
    )
    await expect(bytesOf(id)).rejects.toThrow(/damaged/)
    renameSync(fileOf(otherId), fileOf(id))
    await expect(bytesOf(id)).rejects.toThrow(/damaged/)
  })

  it('stay readable when the key is changed, and only then', async () => {
    const { id } = await store.put(Buffer.from('old'), { mediaType })
    const all = { ...keys.all, '2027': randomBytes(32) }
    const rotated = await openDiskBlobStore({ folder, keys: { current: '2027', all }, clock: () => now })
    const later = await rotated.put(Buffer.from('new'), { mediaType })
    expect([String(await bytesOf(id, rotated)), String(await bytesOf(later.id, rotated))]).toEqual(['old', 'new'])
    await expect(store.get(later.id)).rejects.toThrow('its key 2027 is not configured')
    const wrong = { current: '2026', all: { '2026': randomBytes(32) } }
    await expect((await openDiskBlobStore({ folder, keys: wrong, clock: () => now })).get(id)).rejects.toThrow(
      'another key',
    )
  })

  it('are unknown when they are deleted or never were', async () => {
    const { id } = await store.put(Buffer.from('gone'), { mediaType })
    expect(await store.exists(id)).toBe(true)
    await store.delete(id)
    await store.delete(id)
    expect(await store.exists(id)).toBe(false)
    await expect(store.get(id)).rejects.toSatisfy(
      (error) => isRefusal(error, 'blob.unknown') && error.kind === 'notFound',
    )
  })

  it.each(['../keys', '..', '', 'a/b', `${'a'.repeat(31)}/`, 'A'.repeat(32), `${'a'.repeat(32)}\n`])(
    'have no id like %j, which would lead elsewhere',
    async (id) => {
      writeFileSync(join(folder, 'keys'), 'secret')
      await expect(store.get(id)).rejects.toSatisfy((error) => isRefusal(error, 'blob.unknown'))
      expect(await store.exists(id)).toBe(false)
      await store.delete(id)
      expect(readFileSync(join(folder, 'keys'), 'utf8')).toBe('secret')
    },
  )

  it('leave nothing behind when what is put fails half-way', async () => {
    async function* failing() {
      yield randomBytes(3 * chunk)
      throw new Error('caller hung up')
    }
    await expect(store.put(failing(), { mediaType })).rejects.toThrow('caller hung up')
    expect(files()).toEqual([])
  })

  it('that a process left half-written are removed at the next start, when nobody can be writing them', async () => {
    const unfinished = join(folder, 'writing', 'a'.repeat(32))
    writeFileSync(unfinished, 'half')
    const written = statSync(unfinished).mtimeMs
    await openDiskBlobStore({ folder, keys, clock: () => written + 60_000 })
    expect(files()).toHaveLength(1)
    await openDiskBlobStore({ folder, keys, clock: () => written + 3_600_000 })
    expect(files()).toEqual([])
  })

  it.each([
    ['a key is too short', { current: 'a', all: { a: randomBytes(16) } }, 'has 16 bytes instead of 32'],
    [
      'the current key is none of them',
      { current: 'b', all: { a: randomBytes(32) } },
      'the current key b is not among',
    ],
  ])('keep a process from starting when %s', async (_, wrong, sentence) => {
    const opening = openDiskBlobStore({ folder, keys: wrong, clock: () => now })
    await expect(opening).rejects.toBeInstanceOf(StartError)
    await expect(opening).rejects.toThrow(sentence)
  })

  it('keep a process from starting when their folder is none', async () => {
    writeFileSync(join(folder, 'file'), '')
    const opening = openDiskBlobStore({ folder: join(folder, 'file'), keys, clock: () => now })
    await expect(opening).rejects.toBeInstanceOf(StartError)
  })
})
