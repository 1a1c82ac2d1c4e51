import type { partnerAdminRoutes } from '#core/contract/partners.ts'
import { createPartner } from '#core/partners/createPartner.ts'
import { disablePartner } from '#core/partners/disablePartner.ts'
import { listPartners } from '#core/partners/listPartners.ts'
import type { Partner } from '#core/partners/partner.ts'
import { rotatePartnerKey } from '#core/partners/rotatePartnerKey.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

const shown = (partner: Partner) => ({ ...partner, allowedAddresses: [...partner.allowedAddresses] })

export const staffPartners: Handlers<typeof partnerAdminRoutes, Deps> = {
  'GET /api/staff/partners': async ({ principal }, deps) => (await listPartners(deps, principal)).map(shown),
  'POST /api/staff/partners': async ({ principal, body }, deps) => shown(await createPartner(deps, principal, body)),
  'PUT /api/staff/partners/:partnerId/key': async ({ principal, params, body }, deps) => {
    await rotatePartnerKey(deps, principal, { partnerId: params.partnerId, ...body })
  },
  'POST /api/staff/partners/:partnerId/disablement': async ({ principal, params }, deps) => {
    await disablePartner(deps, principal, params.partnerId)
  },
}
