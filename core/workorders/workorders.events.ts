import { z } from 'zod'
import { eventType } from '#core/kernel/event.ts'
import { Id } from '#core/kernel/id.ts'

export const workOrderChanged = eventType(
  'workorder.changed',
  z.object({ workOrderId: Id, state: z.string(), unitId: Id, residentId: Id.nullable() }),
)
