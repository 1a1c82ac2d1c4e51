import type { Registry } from 'prom-client'
import type { CallPhase } from '#core/contract/calls.ts'
import type { SeatView } from '#core/contract/seats.ts'
import type { BlobStore } from '#core/kernel/blobStore.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Coordination } from '#core/kernel/coordination.ts'
import type { Database } from '#core/kernel/database.ts'
import type { Logger } from '#core/kernel/logger.ts'
import type { Numbers } from '#core/kernel/sequence.ts'
import type { z } from 'zod'
import type { Telephone } from './telephone.ts'

// The callcenter is a door of its own, which the gateway does not know: whoever starts the process hands it over.

/** What the telephone tells open pages. */
export interface CallNews {
  seatChanged(seat: SeatView): void
  callChanged(call: { callId: string; phase: z.output<typeof CallPhase> }, staffIds: readonly string[]): void
  queueChanged(queue: { waiting: number; longestWaitingSince: number | null }): void
}

export type OpenCallcenter = (parts: {
  config: Telephone
  database: Database
  clock: Clock
  numbers: Numbers
  blobStore: BlobStore
  coordination: Coordination
  logger: Logger
  registry: Registry | null
  news: CallNews
  endSoftphone(sessionId: string): void
}) => Promise<{
  /** Whether there is a telephone at all, be it that another process owns it. */
  hasExchange: boolean
  close(): Promise<void>
}>
