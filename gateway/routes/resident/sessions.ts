import type { residentRoutes } from '#core/contract/residents.ts'
import { DomainError } from '#core/kernel/domainError.ts'
import { deleteResident } from '#core/residents/deleteResident.ts'
import { findOrCreateResident } from '#core/residents/findOrCreateResident.ts'
import { issueTokens } from '#core/residents/issueTokens.ts'
import { logInByPlatform } from '#core/residents/logInByPlatform.ts'
import { revokeFamily } from '#core/residents/revokeFamily.ts'
import { rotateRefreshToken } from '#core/residents/rotateRefreshToken.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'
import { offerOn } from '../../platformOffer.ts'

const developmentOnly = () => new DomainError('forbidden', 'resident.developmentOnly', '这种登录方式只在演示环境可用')

export const residentSessions: Handlers<typeof residentRoutes, Deps> = {
  'GET /api/resident/platforms/:platform': async ({ params }, deps) => offerOn(params.platform, deps),
  'POST /api/resident/sessions': ({ body }, deps) => logInByPlatform(deps, body),
  'POST /api/resident/sessions/development': async ({ body }, deps) => {
    if (!deps.developmentLogIn) throw developmentOnly()
    const resident = await findOrCreateResident(deps, { platform: 'development', platformId: body.name })
    return issueTokens(deps, resident.id)
  },
  'POST /api/resident/sessions/refresh': ({ body }, deps) => rotateRefreshToken(deps, body.refreshToken),
  'GET /api/resident/me': async ({ principal }) => ({ residentId: principal.residentId }),
  'DELETE /api/resident/me': async ({ principal, actor }, deps) => {
    const ended = await deleteResident(deps, actor, principal.residentId)
    for (const sessionId of ended) deps.endSession(sessionId)
  },
  'DELETE /api/resident/sessions/current': async ({ principal }, deps) => {
    await revokeFamily(deps, principal)
    deps.endSession(principal.sessionId)
  },
}
