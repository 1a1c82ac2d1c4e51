import type { client } from '@contract/client.ts'
import type { AnswerOf } from '@contract/route.ts'
import type { staffRoutes } from '@contract/staff.ts'
import type { staffUploadRoutes } from '@contract/uploads.ts'
import type { staffWorkOrderRoutes } from '@contract/staffWorkOrders.ts'

/** What a member of staff may ask of the hub here. */
export type CrewContract = typeof staffRoutes & typeof staffUploadRoutes & typeof staffWorkOrderRoutes

/** Typed by the contract. Rejects with a `HubError`. */
export type CrewCall = ReturnType<typeof client<CrewContract>>

export type Answer<Key extends keyof CrewContract> = AnswerOf<CrewContract[Key]>

export type ListedOrder = Answer<'GET /api/staff/work-orders'>[number]
export type Order = Answer<'GET /api/staff/work-orders/:workOrderId'>
export type OrderPhoto = Order['photos'][number]
