import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { DomainError } from './domainError.ts'

/** Where files are kept: recordings, voicemail, photographs, documents. They never change once they are put. */
export interface BlobStore {
  /**
   * Resolves when the bytes outlive a failure of power. When `content` fails, nothing of it is kept. `id` is one from
   * `newBlobId` that was written down before: who dies after putting puts the same file again, and leaves no other.
   */
  put(content: Uint8Array | AsyncIterable<Uint8Array>, about: { mediaType: string; id?: string }): Promise<StoredBlob>
  /**
   * Its bytes come as they are read; the stream fails where they are damaged, and never just ends early.
   * With a range, just its bytes come; `size` is that of the whole, and both ends are included and within it.
   * @throws DomainError `blob.unknown`; Error when it is damaged or its key is missing
   */
  get(id: string, range?: { from: number; to: number }): Promise<BlobContent>
  exists(id: string): Promise<boolean>
  /** What is gone already may be deleted again. */
  delete(id: string): Promise<void>
}

export interface StoredBlob {
  /** Random, 32 characters; says nothing of what is in it. */
  id: string
  /** Bytes. */
  size: number
  /** Of the bytes, in hexadecimal. */
  sha256: string
}

export interface BlobContent {
  stream: Readable
  /** Bytes. */
  size: number
  mediaType: string
}

export const newBlobId = (): string => randomBytes(16).toString('hex')

export const unknownBlob = (id: string): DomainError =>
  new DomainError('notFound', 'blob.unknown', '文件不存在', { id })
