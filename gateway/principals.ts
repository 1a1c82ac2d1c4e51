import type { Audience } from '#core/contract/route.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { type StaffPrincipal, staffActor } from '#core/staff/principal.ts'

export interface ResidentPrincipal {
  residentId: string
  sessionId: string
}

/** What has been proven of whoever calls, when a handler runs. */
export interface Principals {
  public: null
  resident: ResidentPrincipal
  staff: StaffPrincipal
  /** `code` is the name that the partner and the hub have agreed upon. */
  partner: { partnerId: string; code: string }
  /** Where money comes from, known by its signature over the bytes of the body. */
  channel: { channel: string }
}
export type Principal = Principals[Audience]

/** How an audience's principal is written into audit trails; the public has no name there. */
export const actorOf: { [A in Audience]: (principal: Principals[A], requestId: string) => Actor } = {
  public: (_, requestId) => ({ kind: 'system', id: 'public', requestId }),
  resident: ({ residentId }, requestId) => ({ kind: 'resident', id: residentId, requestId }),
  staff: (principal, requestId) => ({ ...staffActor(principal), requestId }),
  partner: ({ partnerId }, requestId) => ({ kind: 'partner', id: partnerId, requestId }),
  channel: ({ channel }, requestId) => ({ kind: 'channel', id: channel, requestId }),
}
