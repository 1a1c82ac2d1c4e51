import type { WorkOrderKind } from '#core/contract/workorders.ts'

/**
 * Hours within which a work order is to be finished, by its kind. They are the hub's own and no rule's: what utilities
 * promise their city differs. Water that runs out, stays away or opens the street is for the same day, around the clock;
 * what only whoever reported it waits for has days, of 24 hours.
 */
export const promisedHours: Readonly<Record<WorkOrderKind, number>> = {
  leak: 4,
  noWater: 8,
  cover: 8,
  lowPressure: 24,
  quality: 24,
  meter: 3 * 24,
  billing: 5 * 24,
  other: 5 * 24,
}

/** Until when what was reported or reopened `at` (epoch ms) is to be finished; that instant is still in time. */
export const deadlineOf = (kind: WorkOrderKind, at: number): number => at + promisedHours[kind] * 3_600_000
