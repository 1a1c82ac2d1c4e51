import { recordExport } from '#core/audit/recordExport.ts'
import type { exportRoutes } from '#core/contract/exports.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

export const staffExports: Handlers<typeof exportRoutes, Deps> = {
  'POST /api/staff/exports': ({ principal, body }, deps) => recordExport(deps, principal, body),
}
