import { code, creating, id, integer, optional, table } from '#core/kernel/migration.ts'

export const Uploads1700000000012 = creating('Uploads1700000000012', [
  table({
    name: 'upload',
    columns: [
      id,
      code('ownerKind'),
      code('ownerId'),
      code('blobId'),
      code('mediaType'),
      integer('size'),
      integer('width'),
      integer('height'),
      integer('createdAt'),
      optional(code('subjectKind')),
      optional(code('subjectId')),
      optional(code('purpose')),
      integer('position'),
      optional(integer('removingAt')),
    ],
    indices: {
      upload_owner: ['ownerKind', 'ownerId', 'createdAt'],
      upload_subject: ['subjectKind', 'subjectId'],
      upload_unused: ['subjectId', 'createdAt'],
    },
  }),
])
