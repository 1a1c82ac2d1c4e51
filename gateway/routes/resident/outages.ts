import type { outageRoutes } from '#core/contract/outages.ts'
import { listCityOutages, listResidentOutages } from '#core/outages/listPublicOutages.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

export const residentOutages: Handlers<typeof outageRoutes, Deps> = {
  'GET /api/outages': (_, deps) => listCityOutages(deps),
  'GET /api/resident/outages': ({ principal }, deps) => listResidentOutages(deps, principal.residentId),
}
