import { z } from 'zod'
import { BusinessDate } from '#core/kernel/businessDate.ts'
import { Fen } from '#core/kernel/fen.ts'
import { Id } from '#core/kernel/id.ts'
import { CallPhase } from './calls.ts'
import { Instant } from './fields.ts'
import type { Permission } from './permissions.ts'
import { SeatView } from './seats.ts'

/** What the hub tells one resident's open pages. */
export interface ResidentEvent {
  data: z.ZodType
}

/** What the hub tells the console. Only staff who hold `permission` hear it; null is for every one of them. */
export interface StaffEvent {
  data: z.ZodType
  permission: Permission | null
}

/** The events of the two namespaces, `/resident` and `/staff`, by name. Clients only listen: none of them says anything. */
export interface SocketEvents {
  resident: Readonly<Record<string, ResidentEvent>>
  staff: Readonly<Record<string, StaffEvent>>
}

export const socketEvents = {
  resident: {
    /** Money came for an account that the resident is bound to, or was taken back: ask anew what is owed. */
    'account.moneyChanged': { data: z.object({ accountId: Id, paymentId: Id.nullable() }) },
    /** An invoice was issued, failed or was taken back. */
    'invoice.changed': { data: z.object({ invoiceId: Id, accountId: Id, state: z.string() }) },
    /** There is news of an outage at one of the resident's accounts, and maybe a notice of it. */
    'outage.changed': { data: z.object({ outageId: Id, state: z.string() }) },
    /** There is news of what the resident has reported. */
    'workorder.changed': { data: z.object({ workOrderId: Id, state: z.string() }) },
  },
  staff: {
    'receipt.booked': {
      data: z.object({ receiptId: Id, accountId: Id, channel: z.string(), amount: Fen }),
      permission: 'payment.read',
    },
    'receipt.reversed': {
      data: z.object({ receiptId: Id, accountId: Id, channel: z.string(), amount: Fen }),
      permission: 'payment.read',
    },
    'outage.changed': { data: z.object({ outageId: Id, state: z.string() }), permission: 'outage.read' },
    'workorder.changed': { data: z.object({ workOrderId: Id, state: z.string() }), permission: 'workorder.read' },
    /** A caller has left a message. */
    'voicemail.kept': { data: z.object({ voicemailId: Id, purpose: z.string() }), permission: 'voicemail.read' },
    'voicemail.changed': { data: z.object({ voicemailId: Id, state: z.string() }), permission: 'voicemail.read' },
    'billingRun.finished': { data: z.object({ runId: Id }), permission: 'billingRun.read' },
    /** Beside the holders, the agents whom it concerns hear it: whose seat it is, who is or was rung for the call. */
    'seat.changed': { data: z.object({ seat: SeatView }), permission: 'call.supervise' },
    'call.changed': { data: z.object({ callId: Id, phase: CallPhase }), permission: 'call.supervise' },
    'queue.changed': {
      data: z.object({ waiting: z.int(), longestWaitingSince: Instant.nullable() }),
      permission: 'call.take',
    },
    /** The nightly proof of the books has failed: somebody has to look. */
    'ledger.drifted': { data: z.object({ date: BusinessDate, drifts: z.int() }), permission: 'ledger.read' },
  },
} as const satisfies SocketEvents
export type HubEvents = typeof socketEvents

/** What a listener of an event gets. */
export type EventData<E extends { data: z.ZodType }> = z.output<E['data']>

/** The listeners of a namespace as socket.io's client types them: `Socket<ListenersOf<HubEvents['staff']>>`. */
export type ListenersOf<N extends Readonly<Record<string, { data: z.ZodType }>>> = {
  [Name in keyof N]: (data: EventData<N[Name]>) => void
}
