import { z } from 'zod'
import { eventType } from '#core/kernel/event.ts'
import { Id } from '#core/kernel/id.ts'

/** Who they were is forgotten; other rooms forget what they keep of them. */
export const residentDeleted = eventType('resident.deleted', z.object({ residentId: Id }))
