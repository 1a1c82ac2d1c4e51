import { z } from 'zod'
import { eventType } from '#core/kernel/event.ts'
import { Id } from '#core/kernel/id.ts'

/** An outage has a new state, or all its notices of a stage are written. */
export const outageChanged = eventType('outage.changed', z.object({ outageId: Id, state: z.string() }))
