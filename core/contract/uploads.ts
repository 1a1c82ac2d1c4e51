import { z } from 'zod'
import { Id } from '#core/kernel/id.ts'
import { Instant } from './fields.ts'
import { type Contract, raw } from './route.ts'

export const ImageType = z.enum(['image/jpeg', 'image/png', 'image/webp'])
export type ImageType = z.output<typeof ImageType>

/** A path of this hub that shows a photo for five minutes, to whom it was given; afterwards it is asked for anew. */
const link = z.string().meta({ description: 'path below the hub, good for five minutes: /api/files/…' })

export const Upload = z
  .object({
    id: Id,
    mediaType: ImageType,
    size: z.int().meta({ description: 'bytes' }),
    width: z.int(),
    height: z.int(),
    expiresAt: Instant.meta({ description: 'then it is removed, unless something refers to it by its id; epoch ms' }),
    link,
  })
  .meta({ id: 'Upload' })

export const Photo = z
  .object({
    id: Id,
    purpose: z
      .enum(['report', 'before', 'result'])
      .meta({ description: 'of who reports; of the crew, before and after the work' }),
    mediaType: ImageType,
    width: z.int(),
    height: z.int(),
    link,
  })
  .meta({ id: 'Photo' })

const tenMegabytes = 10 * 1024 * 1024

const photoUpload = {
  tag: 'uploads',
  description:
    'The bytes of one photo as the body: JPEG, PNG or WebP, found out from the bytes and not from what the request says.',
  body: raw('image/*'),
  bodyLimit: tenMegabytes,
  answer: Upload,
  status: 201,
  refusals: ['upload.formatUnknown', 'upload.damaged', 'upload.tooLarge', 'upload.tooMany'],
} as const

export const uploadRoutes = {
  'POST /api/resident/uploads': {
    audience: 'resident',
    summary: 'Send up a photo; what it says of place and camera is removed',
    ...photoUpload,
    rateLimit: { most: 60, perMs: 60_000, by: 'principal' },
  },
  'GET /api/files/:uploadId': {
    audience: 'public',
    summary: 'A photo by a link that the hub has given',
    params: z.object({ uploadId: Id }),
    query: z.object({
      viewer: z.string().regex(/^(resident|staff):[0-9A-HJKMNP-TV-Z]{26}$/),
      expires: z.string().regex(/^\d{1,15}$/),
      signature: z.string().regex(/^[\w-]{43}$/),
    }),
    answer: raw('image/*'),
    refusals: ['file.linkInvalid'],
  },
} satisfies Contract

export const staffUploadRoutes = {
  'POST /api/staff/uploads': {
    audience: 'staff',
    permission: 'workorder.write',
    summary: 'Send up a photo; what it says of place and camera is removed',
    ...photoUpload,
    rateLimit: { most: 60, perMs: 60_000, by: 'principal' },
  },
} satisfies Contract
