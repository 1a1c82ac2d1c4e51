import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Litres } from '#core/kernel/litres.ts'

/** 表册: the accounts that one reader reads on one walk. */
export interface ReadingRoute {
  id: string
  /** What staff call it by: `R-0102`. */
  routeCode: string
  name: string
  unitId: string
}

export interface Meter {
  id: string
  /** The number on the meter's dial plate: unique in the utility. */
  serialNumber: string
  accountId: string
  /** The register turns over to zero at this volume. */
  registerCapacity: Litres
  installedOn: BusinessDate
  /** What the register showed when it was put in. */
  installedAt: Litres
  removedOn: BusinessDate | null
}

/** How a reading was come by. `final`: the last one of a meter that is taken out. */
export type ReadingKind = 'actual' | 'estimated' | 'self' | 'remote' | 'final'

/** Why a reading waits for a person before it is billed. */
export type ReviewReason = 'belowLast' | 'jump' | 'zeroUse' | 'stopped' | 'selfRead'

export interface Reading {
  id: string
  accountId: string
  meterId: string
  readOn: BusinessDate
  /** What the register shows. */
  register: Litres
  kind: ReadingKind
  /** Used since the reading before on the same meter; negative while a reading below the last one waits for review. */
  volume: Litres
  state: 'accepted' | 'review' | 'rejected'
  reasons: readonly ReviewReason[]
  /** The bill that its volume went into; null until then. */
  billId: string | null
  /** Staff id, device or resident id. */
  recordedBy: string
  recordedAt: number
  reviewedBy: string | null
  reviewedAt: number | null
}
