import { EntitySchema } from 'typeorm'
import type { z } from 'zod'
import { code, id, integer, json, optional } from './columns.ts'
import type { Transaction } from './database.ts'
import { newId } from './id.ts'
import { insertRows } from './rows.ts'

/** Something that happened and that others want to hear of. A room declares its events as values. */
export interface EventType<Payload extends z.ZodType = z.ZodType> {
  topic: string
  payload: Payload
}

export const eventType = <Payload extends z.ZodType>(topic: string, payload: Payload): EventType<Payload> => ({
  topic,
  payload,
})

export interface EventRow {
  id: string
  topic: string
  payload: unknown
  createdAt: number
  /** When its deliveries were written; null until then. */
  fannedOutAt: number | null
}

export const EventTable = new EntitySchema<EventRow>({
  name: 'event',
  columns: { id, topic: code, payload: json, createdAt: integer, fannedOutAt: optional(integer) },
  indices: [{ name: 'event_waiting', columns: ['fannedOutAt', 'id'] }],
})

/** Announces an event exactly when the transaction that causes it commits. `now` is epoch ms. */
export async function publish<Payload extends z.ZodType>(
  tx: Transaction,
  type: EventType<Payload>,
  payload: z.input<Payload>,
  now: number,
): Promise<void> {
  await insertRows(tx, EventTable, [{ id: newId(now), topic: type.topic, payload, createdAt: now, fannedOutAt: null }])
}
