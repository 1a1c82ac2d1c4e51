import { EntitySchema } from 'typeorm'
import type { z } from 'zod'
import { code, id, integer, optional, refTo, text } from './columns.ts'
import type { Transaction } from './database.ts'
import type { EventType } from './event.ts'

/**
 * Who hears of an event. `apply` writes to the database and commits together with the delivery: exactly once. `send`
 * reaches outside, at least once, with the delivery's id for the other side to recognise a repetition by; it runs
 * before `apply`.
 */
export interface Handler {
  name: string
  topic: string
  apply?(tx: Transaction, payload: unknown): Promise<void>
  send?(payload: unknown, deliveryId: string): Promise<void>
}

/** A handler whose payload is checked by the event's schema before it is called. `name` is unique in the hub, for good. */
export function on<Payload extends z.ZodType>(
  type: EventType<Payload>,
  name: string,
  how: {
    apply?(tx: Transaction, payload: z.output<Payload>): Promise<void>
    send?(payload: z.output<Payload>, deliveryId: string): Promise<void>
  },
): Handler {
  const { apply, send } = how
  return {
    name,
    topic: type.topic,
    ...(apply && { apply: (tx: Transaction, payload: unknown) => apply(tx, type.payload.parse(payload)) }),
    ...(send && { send: (payload: unknown, id_: string) => send(type.payload.parse(payload), id_) }),
  }
}

/** One event on its way to one handler. `dead`: tried as often as makes sense; a person has to look. */
export interface Delivery {
  id: string
  eventId: string
  handler: string
  state: 'due' | 'done' | 'dead'
  attempts: number
  /** When it may be tried; while somebody tries it, when their lease ends. Epoch ms. */
  dueAt: number
  lastError: string | null
}

export const DeliveryTable = new EntitySchema<Delivery>({
  name: 'delivery',
  columns: {
    id,
    eventId: refTo('delivery', 'eventId', 'event'),
    handler: code,
    state: code,
    attempts: integer,
    dueAt: integer,
    lastError: optional(text),
  },
  uniques: [{ name: 'delivery_once', columns: ['eventId', 'handler'] }],
  indices: [{ name: 'delivery_due', columns: ['state', 'dueAt'] }],
})
