import type { WorkOrderAct, WorkOrderKind, WorkOrderState } from '#core/contract/workorders.ts'
import type { Actor } from '#core/kernel/actor.ts'

/** Something that somebody has to see to. */
export interface WorkOrder {
  id: string
  /** For people, from the sequence `GD`. */
  number: string
  kind: WorkOrderKind
  state: WorkOrderState
  /** Whose business it is: only staff of this unit and of those above see it. */
  unitId: string
  /** Who is to do it, or does; null while it is anybody's of the unit. */
  staffId: string | null
  /** The resident who reported it in the app; null for what staff took down. */
  residentId: string | null
  createdBy: string
  accountId: string | null
  /** The address of the account, or where else it is. */
  place: string
  /** Millionths of a degree, GCJ-02. */
  longitudeE6: number | null
  latitudeE6: number | null
  description: string
  contactPhone: string | null
  /** What was done. */
  result: string | null
  /** How many rows its timeline has. */
  steps: number
  createdAt: number
  /** Until when it is to be finished: set when it is reported, and anew when it is reopened (`deadlineOf`). */
  dueAt: number
  dispatchedAt: number | null
  acceptedAt: number | null
  /** When it was last finished; one that was reopened keeps it until it is finished again. */
  finishedAt: number | null
  /** When it was closed or cancelled. */
  endedAt: number | null
  /** 1 … 5 by whoever reported it. */
  stars: number | null
  ratingText: string | null
  ratedAt: number | null
}

/** One row of a work order's timeline, written with the act and never changed. */
export interface WorkOrderStep {
  /** Chosen by whoever acts: the same again is the same step. */
  id: string
  workOrderId: string
  /** 1, 2, 3 … of its work order. */
  step: number
  at: number
  actorKind: Actor['kind']
  actorId: string
  act: WorkOrderAct
  /** What the act has made of it. */
  state: WorkOrderState
  note: string | null
  /** To whom it was given by the act. */
  unitId: string | null
  staffId: string | null
}

/** The acts that change the state. Reporting begins it, rating leaves it as it is. */
export type Move = Exclude<WorkOrderAct, 'report' | 'rate'>

/** What may happen to a work order in which state, and what state that makes. */
export const workOrderMachine: Readonly<Record<WorkOrderState, Readonly<Partial<Record<Move, WorkOrderState>>>>> = {
  reported: { dispatch: 'dispatched', cancel: 'cancelled' },
  dispatched: { dispatch: 'dispatched', accept: 'accepted', cancel: 'cancelled' },
  accepted: { dispatch: 'dispatched', finish: 'finished', cancel: 'cancelled' },
  finished: { close: 'closed', reopen: 'reopened' },
  closed: { reopen: 'reopened' },
  reopened: { dispatch: 'dispatched', accept: 'accepted', cancel: 'cancelled' },
  cancelled: {},
}

/** Somebody still has to finish it: past its deadline, it is late. */
export const unfinishedStates = ['reported', 'dispatched', 'accepted', 'reopened'] as const satisfies WorkOrderState[]
/** As far as the crew is concerned, it is done. */
export const finishedStates = ['finished', 'closed'] as const satisfies WorkOrderState[]

/** Null where the move is not possible. */
export const stateAfter = (state: WorkOrderState, move: Move): WorkOrderState | null =>
  workOrderMachine[state][move] ?? null

/** How long after it was finished whoever reported it may say that it is not solved. */
export const reopenableMs = 7 * 24 * 3_600_000

/** What whoever reported it may do now. */
export function residentMay(
  { state, finishedAt, stars }: Pick<WorkOrder, 'state' | 'finishedAt' | 'stars'>,
  now: number,
): ('cancel' | 'reopen' | 'rate')[] {
  const done = state === 'finished' || state === 'closed'
  return [
    ...(state === 'reported' ? (['cancel'] as const) : []),
    ...(done && finishedAt !== null && now - finishedAt <= reopenableMs ? (['reopen'] as const) : []),
    ...(done && stars === null ? (['rate'] as const) : []),
  ]
}
