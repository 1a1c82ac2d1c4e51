import type { staffHotlineRoutes } from '#core/contract/hotline.ts'
import { blockNumber, listBlockedNumbers, unblockNumber } from '#core/hotline/blockNumber.ts'
import { readVersions, showHotline } from '#core/hotline/readHotline.ts'
import { setHotline } from '#core/hotline/setHotline.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

export const staffHotline: Handlers<typeof staffHotlineRoutes, Deps> = {
  'GET /api/staff/hotline': (_, deps) => showHotline(deps),
  'PUT /api/staff/hotline': async ({ principal, body }, deps) => {
    await setHotline(deps, principal, body)
    return showHotline(deps)
  },
  'GET /api/staff/hotline/versions': ({ query }, deps) => readVersions(deps.database.read, query),
  'GET /api/staff/hotline/blocked-numbers': ({ principal }, deps) => listBlockedNumbers(deps, principal),
  'PUT /api/staff/hotline/blocked-numbers': ({ principal, body }, deps) => blockNumber(deps, principal, body),
  'DELETE /api/staff/hotline/blocked-numbers/:blockedId': ({ principal, params }, deps) =>
    unblockNumber(deps, principal, params.blockedId),
}
