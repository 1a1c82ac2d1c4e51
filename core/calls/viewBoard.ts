import type { z } from 'zod'
import type { CallBoard } from '#core/contract/calls.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { viewSeats } from '#core/seats/viewSeats.ts'
import type { CallControl } from './callControl.ts'
import { listLiveCalls } from './listCalls.ts'

/** All seats and calls as they are now. */
export async function viewBoard(deps: {
  database: Database
  clock: Clock
  callControl: CallControl
}): Promise<z.input<typeof CallBoard>> {
  const [up, seats, calls] = await Promise.all([deps.callControl.isUp(), viewSeats(deps), listLiveCalls(deps)])
  const waiting = calls.filter(({ phase }) => phase === 'waiting')
  const since = waiting.map(({ queuedAt, startedAt }) => queuedAt ?? startedAt)
  return {
    at: deps.clock(),
    exchange: up ? 'up' : 'down',
    seats,
    calls,
    waiting: waiting.length,
    longestWaitingSince: since.length === 0 ? null : Math.min(...since),
  }
}
