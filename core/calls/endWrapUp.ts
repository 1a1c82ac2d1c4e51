import type { Transaction } from '#core/kernel/database.ts'

/** A step: the wrap-up of the call that a seat had last is over; where none goes on, nothing is. */
export async function endWrapUpOfLeg(
  tx: Transaction,
  { state, callId, leg }: { state: string; callId: string | null; leg: number | null },
  now: number,
): Promise<void> {
  if (state !== 'wrapUp' || callId === null || leg === null) return
  await tx.query('update call_leg set wrapUpEndedAt = ? where callId = ? and leg = ? and wrapUpEndedAt is null', [
    now,
    callId,
    leg,
  ])
}
