import type { EntityManager } from 'typeorm'
import { forUpdate, type Transaction } from '#core/kernel/database.ts'
import { placeholders } from '#core/kernel/rows.ts'
import { type Upload, unusedLifeMs, type UploadOwner } from './upload.ts'
import { uploadUnknown } from './uploads.errors.ts'

export interface UploadUse {
  subjectKind: NonNullable<Upload['subjectKind']>
  subjectId: string
  purpose: NonNullable<Upload['purpose']>
}

/**
 * A step: lets something refer to uploads, in the sequence given; from then on they stay.
 * @throws DomainError `upload.unknown` for one that is somebody else's, in use, or has expired
 */
export async function claimUploads(
  tx: Transaction,
  { ownerKind, ownerId }: UploadOwner,
  uploadIds: readonly string[],
  { subjectKind, subjectId, purpose }: UploadUse,
  now: number,
): Promise<void> {
  const ids = [...new Set(uploadIds)]
  if (ids.length === 0) return
  const free: { id: string }[] = await tx.query(
    `select id from upload
      where id in ${placeholders(ids)} and ownerKind = ? and ownerId = ? and subjectId is null
        and removingAt is null and createdAt > ? order by id${forUpdate(tx)}`,
    [...ids, ownerKind, ownerId, now - unusedLifeMs],
  )
  if (free.length < ids.length) throw uploadUnknown()
  for (const [position, id] of ids.entries())
    await tx.query('update upload set subjectKind = ?, subjectId = ?, purpose = ?, position = ? where id = ?', [
      subjectKind,
      subjectId,
      purpose,
      position,
      id,
    ])
}

export type ListedUpload = Pick<Upload, 'id' | 'mediaType' | 'width' | 'height'> & {
  purpose: NonNullable<Upload['purpose']>
}

/** What refers to a subject: what was reported, how it was before the work, and after it. */
export const uploadsOf = (
  manager: EntityManager,
  { subjectKind, subjectId }: Pick<UploadUse, 'subjectKind' | 'subjectId'>,
): Promise<ListedUpload[]> =>
  manager.query<ListedUpload[]>(
    `select id, purpose, mediaType, width, height from upload
      where subjectKind = ? and subjectId = ? order by case purpose when 'report' then 0 when 'before' then 1 else 2 end, createdAt, position, id`,
    [subjectKind, subjectId],
  )
