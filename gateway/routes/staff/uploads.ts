import type { staffUploadRoutes } from '#core/contract/uploads.ts'
import { saveUpload } from '#core/uploads/saveUpload.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'
import { uploaded } from '../resident/uploads.ts'

export const staffUploads: Handlers<typeof staffUploadRoutes, Deps> = {
  'POST /api/staff/uploads': async ({ actor, body }, deps) => uploaded(await saveUpload(deps, actor, body), deps),
}
