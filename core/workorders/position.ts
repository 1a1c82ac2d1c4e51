import type { WorkOrder } from './workOrder.ts'

/** Degrees, GCJ-02. */
export interface Position {
  longitude: number
  latitude: number
}

export type PlacedRow = Pick<WorkOrder, 'longitudeE6' | 'latitudeE6'>

/** Null where nobody has said where it is. */
export const positionOf = ({ longitudeE6, latitudeE6 }: PlacedRow): Position | null =>
  longitudeE6 === null || latitudeE6 === null ? null : { longitude: longitudeE6 / 1e6, latitude: latitudeE6 / 1e6 }
