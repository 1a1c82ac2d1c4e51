import { z } from 'zod'
import { eventType } from '#core/kernel/event.ts'
import { Id } from '#core/kernel/id.ts'

/** A new message is there for staff. */
export const voicemailKept = eventType('voicemail.kept', z.object({ voicemailId: Id, purpose: z.string() }))
/** Somebody has taken it, given it away, or done with it. */
export const voicemailChanged = eventType('voicemail.changed', z.object({ voicemailId: Id, state: z.string() }))
