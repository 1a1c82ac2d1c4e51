import type { OutageArea, OutageKind, OutageState } from '#core/contract/outages.ts'

/** Water that is, was or will be cut off somewhere. */
export interface Outage {
  id: string
  /** For people, from the sequence `TS`. */
  number: string
  /** Whose business it is: of the area, only accounts of this unit and those below it are affected. */
  unitId: string
  kind: OutageKind
  state: OutageState
  /** The area in words, as people are told it. */
  place: string
  reason: string
  area: OutageArea
  plannedFrom: number
  /** The time by which water shall be back. */
  plannedTo: number
  /** Known when it has ended. */
  actualFrom: number | null
  actualTo: number | null
  /** Where water is to be had meanwhile. */
  alternativeSupply: string | null
  /** Accounts, fixed when it is announced; it only grows. */
  affected: number
  /** How often people were told: the number of the newest stage. */
  stage: number
  createdBy: string
  createdAt: number
  announcedAt: number | null
  /** When it was restored or cancelled. */
  endedAt: number | null
}

/** One account without water. */
export interface OutageAffected {
  outageId: string
  accountId: string
  /** The stage in which its people were first told; null while they were not. */
  reachedIn: number | null
}

export type OutageAct = 'edit' | 'announce' | 'change' | 'restore' | 'cancel'

const told = { change: 'changed', restore: 'restored', cancel: 'cancelled' } as const

/** What may happen to an outage in which state, and what state that makes. */
export const outageMachine: Readonly<Record<OutageState, Readonly<Partial<Record<OutageAct, OutageState>>>>> = {
  draft: { edit: 'draft', announce: 'announced', cancel: 'cancelled' },
  announced: told,
  changed: told,
  restored: {},
  cancelled: {},
}

/** Null where the act is not possible. */
export const stateAfter = (state: OutageState, act: OutageAct): OutageState | null => outageMachine[state][act] ?? null

export type OutagePhase = 'coming' | 'now' | 'over'

/** Where an outage that was announced stands. One that is late goes on until somebody says that water is back. */
export function phaseOf({ state, plannedFrom }: Pick<Outage, 'state' | 'plannedFrom'>, now: number): OutagePhase {
  if (state === 'restored' || state === 'cancelled') return 'over'
  return plannedFrom <= now ? 'now' : 'coming'
}
