import type { ImageType } from '#core/contract/uploads.ts'

/** A photo that came in. Until something refers to it, it stays for a day. */
export interface Upload {
  id: string
  ownerKind: 'resident' | 'staff'
  ownerId: string
  /** Where its bytes are in the `BlobStore`. */
  blobId: string
  mediaType: ImageType
  /** Bytes, after cleaning. */
  size: number
  /** Pixels. */
  width: number
  height: number
  createdAt: number
  /** What refers to it; null while nothing does. */
  subjectKind: 'workOrder' | null
  subjectId: string | null
  /** What it shows there: what is reported, and how it was before the crew's work and after it. */
  purpose: 'report' | 'before' | 'result' | null
  /** Its turn among those of its subject. */
  position: number
  /** Its bytes are being removed: nothing may refer to it any more. */
  removingAt: number | null
}

export type UploadOwner = Pick<Upload, 'ownerKind' | 'ownerId'>

/** How long an upload waits for something to refer to it. */
export const unusedLifeMs = 24 * 3_600_000
export const mostBytes = 10 * 1024 * 1024
/** Uploads of one person on one business date. */
export const mostPerDay = 50
