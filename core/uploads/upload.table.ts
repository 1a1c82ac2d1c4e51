import { EntitySchema } from 'typeorm'
import { code, id, integer, optional } from '#core/kernel/columns.ts'
import type { Upload } from './upload.ts'

export const UploadTable = new EntitySchema<Upload>({
  name: 'upload',
  columns: {
    id,
    ownerKind: code,
    ownerId: code,
    blobId: code,
    mediaType: code,
    size: integer,
    width: integer,
    height: integer,
    createdAt: integer,
    subjectKind: optional(code),
    subjectId: optional(code),
    purpose: optional(code),
    position: integer,
    removingAt: optional(integer),
  },
  indices: [
    { name: 'upload_owner', columns: ['ownerKind', 'ownerId', 'createdAt'] },
    { name: 'upload_subject', columns: ['subjectKind', 'subjectId'] },
    { name: 'upload_unused', columns: ['subjectId', 'createdAt'] },
  ],
})

export const uploadTables = [UploadTable]
