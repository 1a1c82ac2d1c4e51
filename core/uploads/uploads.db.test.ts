import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#core/kernel/actor.ts'
import type { BlobStore } from '#core/kernel/blobStore.ts'
import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { createResident } from '#test/household.ts'
import { phoneJpeg, png } from '#test/uploads/photos.ts'
import { openTestBlobStore } from '#test/uploads/testBlobStore.ts'
import { claimUploads } from './claimUploads.ts'
import { fileLink } from './fileLink.ts'
import { openUpload } from './openUpload.ts'
import { purgeUploads } from './purgeUploads.ts'
import { ownerOf, saveUpload } from './saveUpload.ts'
import { mostPerDay, type Upload } from './upload.ts'
import { UploadTable } from './upload.table.ts'

const hour = 3_600_000
const minute = 60_000
const linkSecret = Buffer.alloc(32, 'secret')

describe.each(databases)('uploads on $kind', ({ open }) => {
  let database: Database
  let blobStore: BlobStore
  let remove: () => Promise<void>
  let now = startOf(businessDate('2026-11-24')) + 8 * hour
  const clock = () => now
  const deps = () => ({ database, clock, blobStore, linkSecret })
  let used: string[] = []

  beforeAll(async () => {
    database = await open()
    ;({ blobStore, remove } = await openTestBlobStore(clock))
  })
  afterAll(async () => {
    await remove()
    await database.close()
  })

  const newResident = async (): Promise<Actor> => ({
    kind: 'resident',
    id: await database.transaction((tx) => createResident(tx, now)),
  })
  const claim = (actor: Actor, ids: string[], subjectId = 'order-1') =>
    database.transaction((tx) =>
      claimUploads(tx, ownerOf(actor), ids, { subjectKind: 'workOrder', subjectId, purpose: 'report' }, now),
    )
  /** A link as it comes back, taken apart. */
  const linkOf = (upload: Upload, kind: 'resident' | 'staff', id: string) => {
    const url = new URL(fileLink(linkSecret, upload.id, { kind, id }, now), 'http://hub')
    const [viewer, expires, signature] = ['viewer', 'expires', 'signature'].map(
      (name) => url.searchParams.get(name) ?? '',
    )
    return { uploadId: upload.id, viewer: viewer ?? '', expires: expires ?? '', signature: signature ?? '' }
  }
  const nobody = { workOrder: () => Promise.resolve(false) }
  const everybody = { workOrder: () => Promise.resolve(true) }
  const read = async (link: ReturnType<typeof linkOf>, rights = nobody) =>
    buffer((await openUpload(deps(), link, rights)).stream)

  it('are stored without a word of where they were taken', async () => {
    const resident = await newResident()
    const upload = await saveUpload(deps(), resident, phoneJpeg())
    expect(upload).toMatchObject({ mediaType: 'image/jpeg', width: 16, height: 8, ownerId: resident.id })
    const stored = await buffer((await blobStore.get(upload.blobId)).stream)
    expect(stored.length).toBe(upload.size)
    expect(stored.includes('GPS')).toBe(false)
  })

  it('are refused before anything is stored', async () => {
    const resident = await newResident()
    const before = await database.read.countBy(UploadTable, {})
    for (const bytes of [Buffer.from('<svg/>'), phoneJpeg().subarray(0, 200), Buffer.alloc(11 * 1024 * 1024, 0xff)])
      await expect(saveUpload(deps(), resident, bytes)).rejects.toMatchObject({ kind: 'invalid' })
    expect(await database.read.countBy(UploadTable, {})).toBe(before)
  })

  it('are fifty a day and person, also when many come at once', async () => {
    const resident = await newResident()
    const tries = await Promise.allSettled(
      Array.from({ length: mostPerDay + 6 }, () => saveUpload(deps(), resident, png())),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(mostPerDay)
    await expect(saveUpload(deps(), resident, png())).rejects.toMatchObject({ code: 'upload.tooMany' })
    const rows = await database.read.findBy(UploadTable, { ownerId: resident.id })
    expect(rows).toHaveLength(mostPerDay)
    now += 24 * hour
    await expect(saveUpload(deps(), resident, png())).resolves.toMatchObject({ mediaType: 'image/png' })
  })

  it('are taken by what refers to them, once, and by nobody else', async () => {
    const [mine, theirs] = [await newResident(), await newResident()]
    const [one, two] = [await saveUpload(deps(), mine, png()), await saveUpload(deps(), mine, png())]
    await expect(claim(theirs, [one.id])).rejects.toMatchObject({ code: 'upload.unknown' })
    await expect(claim({ kind: 'staff', id: mine.id }, [one.id])).rejects.toMatchObject({ code: 'upload.unknown' })
    await claim(mine, [two.id, one.id])
    await expect(claim(mine, [one.id], 'order-2')).rejects.toMatchObject({ code: 'upload.unknown' })
    used = [one.blobId, two.blobId]
  })

  it('that nothing refers to are removed after a day, with their bytes; the others stay', async () => {
    const resident = await newResident()
    const [old, kept] = [await saveUpload(deps(), resident, png()), await saveUpload(deps(), resident, png())]
    await claim(resident, [kept.id], 'order-3')
    now += 24 * hour - 1
    const young = await saveUpload(deps(), resident, png())
    await purgeUploads(deps())
    expect(await blobStore.exists(old.blobId)).toBe(true)
    now += 1
    await expect(claim(resident, [old.id], 'order-3')).rejects.toMatchObject({ code: 'upload.unknown' })
    expect(await purgeUploads(deps())).toBeGreaterThan(0)
    expect(await database.read.existsBy(UploadTable, { id: old.id })).toBe(false)
    expect(await Promise.all([old, young, kept].map(({ blobId }) => blobStore.exists(blobId)))).toEqual([
      false,
      true,
      true,
    ])
    for (const blobId of used) expect(await blobStore.exists(blobId)).toBe(true)
  })

  it('whose removal was killed in the middle are removed by the next run, and cannot be taken', async () => {
    now += 24 * hour
    await purgeUploads(deps())
    const resident = await newResident()
    const upload = await saveUpload(deps(), resident, png())
    now += 24 * hour
    const dying: BlobStore = { ...blobStore, delete: () => Promise.reject(new Error('killed')) }
    await expect(purgeUploads({ database, clock, blobStore: dying })).rejects.toThrow('killed')
    const marked = await database.read.findOneByOrFail(UploadTable, { id: upload.id })
    expect(marked.removingAt).toBe(now)
    await expect(read(linkOf(upload, 'resident', resident.id))).rejects.toMatchObject({ code: 'file.linkInvalid' })
    await purgeUploads(deps())
    expect(await blobStore.exists(upload.blobId)).toBe(false)
    expect(await database.read.existsBy(UploadTable, { id: upload.id })).toBe(false)
  })

  it('are shown by a link for five minutes', async () => {
    const resident = await newResident()
    const upload = await saveUpload(deps(), resident, png())
    const link = linkOf(upload, 'resident', resident.id)
    const lasts = Number(link.expires) - now
    expect(lasts).toBeGreaterThan(4 * minute)
    expect(lasts).toBeLessThanOrEqual(5 * minute)
    expect(await read(link)).toEqual(png())
    now = Number(link.expires) - 1
    expect(await read(link)).toEqual(png())
    now++
    await expect(read(link)).rejects.toMatchObject({ code: 'file.linkInvalid', kind: 'forbidden' })
  })

  it('are not shown by a link of which anything was altered', async () => {
    const [resident, other] = [await newResident(), await newResident()]
    const [upload, another] = [await saveUpload(deps(), resident, png()), await saveUpload(deps(), resident, png())]
    const link = linkOf(upload, 'resident', resident.id)
    const first = link.signature.startsWith('A') ? 'B' : 'A'
    for (const altered of [
      { ...link, uploadId: another.id },
      { ...link, viewer: `resident:${other.id}` },
      { ...link, viewer: `staff:${resident.id}` },
      { ...link, expires: String(Number(link.expires) + minute) },
      { ...link, expires: `0${link.expires}` },
      { ...link, signature: first + link.signature.slice(1) },
      { ...link, signature: link.signature.slice(0, -1) },
      { ...link, signature: '' },
    ])
      await expect(read(altered, everybody)).rejects.toMatchObject({ code: 'file.linkInvalid' })
    expect(await read(link)).toEqual(png())
  })

  it('are shown only to whom may see them now, whatever the link was given for', async () => {
    const [resident, other] = [await newResident(), await newResident()]
    const upload = await saveUpload(deps(), resident, png())
    await expect(read(linkOf(upload, 'resident', other.id), everybody)).rejects.toMatchObject({
      code: 'file.linkInvalid',
    })
    await claim(resident, [upload.id], 'order-4')
    const link = linkOf(upload, 'staff', other.id)
    expect(await read(link, everybody)).toEqual(png())
    await expect(read(link, nobody)).rejects.toMatchObject({ code: 'file.linkInvalid' })
  })
})
