import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Actor } from '#core/kernel/actor.ts'
import type { BlobStore } from '#core/kernel/blobStore.ts'
import { addDays, dateOf, startOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import { type Database, lockOne, type Transaction } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { insertRows } from '#core/kernel/rows.ts'
import { ResidentTable } from '#core/residents/resident.table.ts'
import { StaffTable } from '#core/staff/staff.table.ts'
import type { EntityManager } from 'typeorm'
import { cleanImage } from './cleanImage.ts'
import { mostBytes, mostPerDay, type Upload, type UploadOwner } from './upload.ts'
import { UploadTable } from './upload.table.ts'
import { tooManyUploads, uploadTooLarge } from './uploads.errors.ts'

/**
 * Takes a photo in: finds out from its bytes what it is, keeps the picture and nothing else, and stores it encrypted.
 * @throws DomainError `upload.formatUnknown`, `upload.damaged`, `upload.tooLarge`, `upload.tooMany`
 */
export async function saveUpload(
  deps: { database: Database; clock: Clock; blobStore: BlobStore },
  actor: Actor,
  bytes: Buffer,
): Promise<Upload> {
  const { database, clock, blobStore } = deps
  const owner = ownerOf(actor)
  if (bytes.length > mostBytes) throw uploadTooLarge()
  // Before the work, and again under a lock: several may come at once.
  await refuseTooMany(database.read, owner, clock())
  const { bytes: clean, mediaType, width, height } = cleanImage(bytes)
  const { id: blobId, size } = await blobStore.put(clean, { mediaType })
  try {
    return await database.transaction(async (tx) => {
      const now = clock()
      await lockOwner(tx, owner)
      await refuseTooMany(tx, owner, now)
      const upload: Upload = {
        id: newId(now),
        ...owner,
        blobId,
        mediaType,
        size,
        width,
        height,
        createdAt: now,
        subjectKind: null,
        subjectId: null,
        purpose: null,
        position: 0,
        removingAt: null,
      }
      await insertRows(tx, UploadTable, [upload])
      const details = { mediaType, size }
      const act = { action: 'upload.saved', subject: { kind: 'upload', id: upload.id }, details }
      await recordAudit(tx, actor, act, now)
      return upload
    })
  } catch (error) {
    await blobStore.delete(blobId)
    throw error
  }
}

export function ownerOf({ kind, id }: Actor): UploadOwner {
  if (kind !== 'resident' && kind !== 'staff') throw new Error(`uploads are for residents and staff, not for a ${kind}`)
  return { ownerKind: kind, ownerId: id }
}

const lockOwner = (tx: Transaction, { ownerKind, ownerId }: UploadOwner): Promise<unknown> =>
  ownerKind === 'resident' ? lockOne(tx, ResidentTable, { id: ownerId }) : lockOne(tx, StaffTable, { id: ownerId })

async function refuseTooMany(manager: EntityManager, { ownerKind, ownerId }: UploadOwner, now: number) {
  const today = dateOf(now)
  const [row]: { uploads: number }[] = await manager.query(
    'select count(*) as uploads from upload where ownerKind = ? and ownerId = ? and createdAt >= ?',
    [ownerKind, ownerId, startOf(today)],
  )
  if (Number(row?.uploads ?? 0) < mostPerDay) return
  throw tooManyUploads(Math.ceil((startOf(addDays(today, 1)) - now) / 1_000))
}
