import type { EntityManager } from 'typeorm'
import type { BlobContent, BlobStore } from '#core/kernel/blobStore.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type FileLink, type Viewer, viewerOf } from './fileLink.ts'
import type { Upload } from './upload.ts'
import { UploadTable } from './upload.table.ts'
import { linkInvalid } from './uploads.errors.ts'

/** Whether somebody may see what refers to an upload, as things stand now; each room brings its own. */
export type MayView = (read: EntityManager, viewer: Viewer, subjectId: string) => Promise<boolean>
export type FileRights = Readonly<Record<NonNullable<Upload['subjectKind']>, MayView>>

/**
 * The bytes behind a link. The link says whom it was given to; whether they may see the file is looked up again.
 * @throws DomainError `file.linkInvalid`, whatever is wrong with it
 */
export async function openUpload(
  deps: { database: Database; clock: Clock; blobStore: BlobStore; linkSecret: Uint8Array },
  link: FileLink,
  rights: FileRights,
): Promise<BlobContent> {
  const viewer = viewerOf(deps.linkSecret, link, deps.clock())
  if (!viewer) throw linkInvalid()
  const { read } = deps.database
  const upload = await read.findOneBy(UploadTable, { id: link.uploadId })
  if (!upload || upload.removingAt !== null || !(await mayView(read, viewer, upload, rights))) throw linkInvalid()
  return deps.blobStore.get(upload.blobId)
}

async function mayView(read: EntityManager, viewer: Viewer, upload: Upload, rights: FileRights): Promise<boolean> {
  const { ownerKind, ownerId, subjectKind, subjectId } = upload
  if (subjectKind === null || subjectId === null) return ownerKind === viewer.kind && ownerId === viewer.id
  return rights[subjectKind](read, viewer, subjectId)
}
