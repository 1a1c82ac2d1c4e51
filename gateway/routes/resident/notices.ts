import type { noticeRoutes } from '#core/contract/notices.ts'
import { countUnread, listNotices, markNoticesRead } from '#core/notices/listNotices.ts'
import { type Preferences, preferencesOf, setPreferences } from '#core/notices/preferences.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

const shown = ({ sms, mutedTopics }: Preferences) => ({ sms, mutedTopics: [...mutedTopics] })

export const residentNotices: Handlers<typeof noticeRoutes, Deps> = {
  'GET /api/resident/notices': ({ principal, query }, deps) => listNotices(deps, principal.residentId, query),
  'GET /api/resident/notices/unread': async ({ principal }, deps) => ({
    unread: await countUnread(deps.database.read, principal.residentId),
  }),
  'POST /api/resident/notices/:noticeId/read': async ({ principal, params, body }, deps) => ({
    unread: await markNoticesRead(deps, principal.residentId, { noticeId: params.noticeId, earlier: body.earlier }),
  }),
  'GET /api/resident/notice-preferences': async ({ principal }, deps) =>
    shown(await preferencesOf(deps.database.read, principal.residentId)),
  'PUT /api/resident/notice-preferences': async ({ actor, body }, deps) =>
    shown(await setPreferences(deps, actor, body)),
}
