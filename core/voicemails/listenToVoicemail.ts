import { recordAudit } from '#core/audit/recordAudit.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { checkLink, signLink } from '#core/kernel/signedLink.ts'
import { grantsOf } from '#core/staff/grantsOf.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'
import { linkInvalid } from '#core/uploads/uploads.errors.ts'
import { requireVoicemailAt } from './requireVoicemail.ts'
import { VoicemailTable } from './voicemail.table.ts'

interface Deps {
  database: Database
  clock: Clock
  /** Signs the links: 32 bytes. */
  linkSecret: Uint8Array
}

const linkLifeMs = 5 * 60_000

/**
 * A path of the hub under which this member of staff hears a message for five minutes; that they did is written down.
 * @throws DomainError `voicemail.unknown`
 */
export async function listenToVoicemail(
  { database, clock, linkSecret }: Deps,
  principal: StaffPrincipal,
  voicemailId: string,
): Promise<{ link: string; expiresAt: number; mediaType: string; playable: boolean }> {
  await requireVoicemailAt(database.read, principal, 'voicemail.read', voicemailId)
  const now = clock()
  const voicemail = await database.read.findOneByOrFail(VoicemailTable, { id: voicemailId })
  const { number, unitId, accountId, mediaType, playable } = voicemail
  const act = {
    action: 'voicemail.listened',
    subject: { kind: 'voicemail', id: voicemailId },
    unitId,
    ...(accountId !== null && { accountId }),
    details: { number },
  }
  await database.transaction((tx) => recordAudit(tx, staffActor(principal), act, now))
  const viewer = principal.staffId
  const { expiresAt, signature } = signLink(linkSecret, subjectOf({ voicemailId, viewer }), now + linkLifeMs)
  const query = `viewer=${viewer}&expires=${expiresAt}&signature=${signature}`
  return { link: `/api/voicemail-files/${voicemailId}?${query}`, expiresAt, mediaType, playable }
}

/** What a link says, as it comes back. */
export interface VoicemailLink {
  voicemailId: string
  /** The member of staff whom it was given to. */
  viewer: string
  /** Epoch ms. */
  expires: number
  signature: string
}

/**
 * The blob behind a link. Whether whom it was given to may still hear it is looked up again.
 * @throws DomainError `file.linkInvalid`, whatever is wrong with it
 */
export async function voicemailBlob({ database, clock, linkSecret }: Deps, link: VoicemailLink): Promise<string> {
  const proof = { expiresAt: link.expires, signature: link.signature }
  if (checkLink(linkSecret, subjectOf(link), proof, clock()) !== 'valid') throw linkInvalid()
  const { read } = database
  const grants = await grantsOf(read, link.viewer)
  await requireVoicemailAt(read, { grants }, 'voicemail.read', link.voicemailId).catch(() => {
    throw linkInvalid()
  })
  return (await read.findOneByOrFail(VoicemailTable, { id: link.voicemailId })).blobId
}

const subjectOf = ({ voicemailId, viewer }: Pick<VoicemailLink, 'voicemailId' | 'viewer'>) =>
  `voicemail-sound:${voicemailId}:${viewer}`
