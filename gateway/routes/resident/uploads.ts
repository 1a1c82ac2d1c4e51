import type { uploadRoutes } from '#core/contract/uploads.ts'
import { openUpload } from '#core/uploads/openUpload.ts'
import { fileLink, type Viewer } from '#core/uploads/fileLink.ts'
import { saveUpload } from '#core/uploads/saveUpload.ts'
import { type Upload, unusedLifeMs } from '#core/uploads/upload.ts'
import { mayViewWorkOrder } from '#core/workorders/requireWorkOrder.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

/** An upload as whoever sent it gets it back. */
export function uploaded(upload: Upload, { linkSecret, clock }: Deps) {
  const viewer: Viewer = { kind: upload.ownerKind, id: upload.ownerId }
  return {
    ...upload,
    expiresAt: upload.createdAt + unusedLifeMs,
    link: fileLink(linkSecret, upload.id, viewer, clock()),
  }
}

export const residentUploads: Handlers<typeof uploadRoutes, Deps> = {
  'POST /api/resident/uploads': async ({ actor, body }, deps) => uploaded(await saveUpload(deps, actor, body), deps),
  'GET /api/files/:uploadId': async ({ params, query }, deps) => {
    const link = { uploadId: params.uploadId, ...query }
    const { stream, mediaType } = await openUpload(deps, link, { workOrder: mayViewWorkOrder })
    return { bytes: stream, mediaType }
  },
}
