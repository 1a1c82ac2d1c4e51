import { requireAccountAt } from '#core/accounts/requireAccountAt.ts'
import type { meteringRoutes } from '#core/contract/metering.ts'
import { accountOfMeter, accountOfReading } from '#core/metering/accountOf.ts'
import { installMeter } from '#core/metering/installMeter.ts'
import { listReadings } from '#core/metering/listReadings.ts'
import { listReviews } from '#core/metering/listReviews.ts'
import { listRoutes } from '#core/metering/listRoutes.ts'
import type { Reading } from '#core/metering/meter.ts'
import { recordReading } from '#core/metering/recordReading.ts'
import { replaceMeter } from '#core/metering/replaceMeter.ts'
import { reviewReading } from '#core/metering/reviewReading.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

const shown = <R extends Pick<Reading, 'reasons'>>(reading: R) => ({ ...reading, reasons: [...reading.reasons] })

export const staffMetering: Handlers<typeof meteringRoutes, Deps> = {
  'GET /api/staff/accounts/:accountId/readings': async ({ principal, params }, deps) => {
    await requireAccountAt(deps.database.read, principal, 'account.read', params.accountId)
    return (await listReadings(deps, params.accountId)).map(shown)
  },
  'GET /api/staff/reading-routes': ({ principal }, deps) => listRoutes(deps, principal, 'account.read'),
  'POST /api/staff/accounts/:accountId/meters': async ({ principal, actor, params, body }, deps) => {
    await requireAccountAt(deps.database.read, principal, 'account.write', params.accountId)
    return installMeter(deps, actor, params.accountId, body)
  },
  'POST /api/staff/meters/:meterId/replacement': async ({ principal, actor, params, body }, deps) => {
    const { read } = deps.database
    await requireAccountAt(read, principal, 'account.write', await accountOfMeter(read, params.meterId))
    const { final, meter } = await replaceMeter(deps, actor, { meterId: params.meterId, ...body })
    return { final: shown(final), meter }
  },
  'POST /api/staff/meters/:meterId/readings': async ({ principal, actor, params, body }, deps) => {
    const { read } = deps.database
    await requireAccountAt(read, principal, 'reading.write', await accountOfMeter(read, params.meterId))
    return shown(await recordReading(deps, actor, { meterId: params.meterId, ...body }))
  },
  'GET /api/staff/readings/reviews': async ({ principal }, deps) => (await listReviews(deps, principal)).map(shown),
  'POST /api/staff/readings/:readingId/review': async ({ principal, actor, params, body }, deps) => {
    const { read } = deps.database
    await requireAccountAt(read, principal, 'reading.review', await accountOfReading(read, params.readingId))
    return shown(await reviewReading(deps, actor, { readingId: params.readingId, verdict: body.verdict }))
  },
}
