import type { z } from 'zod'
import type { Permission } from './permissions.ts'

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
  resident: {},
  staff: {},
} as const satisfies SocketEvents
export type HubEvents = typeof socketEvents

/** What a listener of an event gets. */
export type EventData<E extends { data: z.ZodType }> = z.output<E['data']>

/** The listeners of a namespace as socket.io's client types them: `Socket<ListenersOf<HubEvents['staff']>>`. */
export type ListenersOf<N extends Readonly<Record<string, { data: z.ZodType }>>> = {
  [Name in keyof N]: (data: EventData<N[Name]>) => void
}
