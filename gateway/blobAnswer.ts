import type { IncomingHttpHeaders } from 'node:http'
import type { BlobStore } from '#core/kernel/blobStore.ts'
import type { FileAnswer } from './answer.ts'
import { rangeOf } from './byteRange.ts'
import { rangeUnsatisfiable } from './refused.ts'

/**
 * A stored file, or the part of it that a request asks for, so that browsers can play from anywhere. Files never change,
 * but have no validator: with an `If-Range` all of it is sent.
 * @throws DomainError `blob.unknown`; Refused 416
 */
export async function blobAnswer(
  blobStore: BlobStore,
  blobId: string,
  { range: asked, 'if-range': condition }: IncomingHttpHeaders,
): Promise<FileAnswer> {
  const { stream, size, mediaType } = await blobStore.get(blobId)
  const range = condition === undefined ? rangeOf(asked, size) : null
  if (range === 'unsatisfiable') throw rangeUnsatisfiable(size)
  if (range === null) return { bytes: stream, mediaType, size }
  return { bytes: (await blobStore.get(blobId, range)).stream, mediaType, size, range }
}
