import type { staffVoicemailRoutes } from '#core/contract/voicemails.ts'
import { assignVoicemail } from '#core/voicemails/assignVoicemail.ts'
import { closeVoicemail } from '#core/voicemails/closeVoicemail.ts'
import { listenToVoicemail, voicemailBlob } from '#core/voicemails/listenToVoicemail.ts'
import { listVoicemails } from '#core/voicemails/listVoicemails.ts'
import { reportFromVoicemail } from '#core/voicemails/reportFromVoicemail.ts'
import { showVoicemail, viewVoicemail } from '#core/voicemails/viewVoicemail.ts'
import { blobAnswer } from '../../blobAnswer.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../handlers.ts'

/** After an act: what became of it; the act itself is what is audited. */
const shown = async (deps: Deps, { voicemailId }: { voicemailId: string }, act: Promise<void>) => {
  await act
  return showVoicemail(deps, voicemailId)
}

export const staffVoicemails: Handlers<typeof staffVoicemailRoutes, Deps> = {
  'GET /api/staff/voicemails': ({ principal, query }, deps) => listVoicemails(deps, principal, query),
  'GET /api/staff/voicemails/:voicemailId': ({ principal, params }, deps) =>
    viewVoicemail(deps, principal, params.voicemailId),
  'POST /api/staff/voicemails/:voicemailId/listenings': ({ principal, params }, deps) =>
    listenToVoicemail(deps, principal, params.voicemailId),
  'PUT /api/staff/voicemails/:voicemailId/assignment': ({ principal, params, body }, deps) =>
    shown(deps, params, assignVoicemail(deps, principal, { ...params, ...body })),
  'POST /api/staff/voicemails/:voicemailId/closure': ({ principal, params, body }, deps) =>
    shown(deps, params, closeVoicemail(deps, principal, { ...params, ...body })),
  'POST /api/staff/voicemails/:voicemailId/work-order': ({ principal, params, body }, deps) =>
    shown(deps, params, reportFromVoicemail(deps, principal, { ...params, ...body })),
  'GET /api/voicemail-files/:voicemailId': async ({ params, query, headers }, deps) =>
    blobAnswer(deps.blobStore, await voicemailBlob(deps, { ...params, ...query }), headers),
}
