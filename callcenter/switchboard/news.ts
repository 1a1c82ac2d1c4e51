import type { CallPhase } from '#core/contract/calls.ts'
import type { SeatView } from '#core/contract/seats.ts'
import type { z } from 'zod'

/** What open pages are told; whoever wires the process brings it to them. */
export interface CallNews {
  seatChanged(seat: SeatView): void
  /** `staffIds`: whom the call concerns. */
  callChanged(call: { callId: string; phase: z.output<typeof CallPhase> }, staffIds: readonly string[]): void
  queueChanged(queue: { waiting: number; longestWaitingSince: number | null }): void
}
