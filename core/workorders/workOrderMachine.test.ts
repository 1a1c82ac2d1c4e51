import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WorkOrderState } from '#core/contract/workorders.ts'
import { type Move, reopenableMs, residentMay, stateAfter } from './workOrder.ts'

const moves: readonly Move[] = ['dispatch', 'accept', 'finish', 'close', 'cancel', 'reopen']

/** State → what is possible in it, and what that makes. */
const expected: Record<WorkOrderState, Partial<Record<Move, WorkOrderState>>> = {
  reported: { dispatch: 'dispatched', cancel: 'cancelled' },
  dispatched: { dispatch: 'dispatched', accept: 'accepted', cancel: 'cancelled' },
  accepted: { dispatch: 'dispatched', finish: 'finished', cancel: 'cancelled' },
  finished: { close: 'closed', reopen: 'reopened' },
  closed: { reopen: 'reopened' },
  reopened: { dispatch: 'dispatched', accept: 'accepted', cancel: 'cancelled' },
  cancelled: {},
}
const cases = WorkOrderState.options.flatMap((state) =>
  moves.map((move) => [state, move, expected[state][move] ?? null] as const),
)

describe('the states of a work order', () => {
  it.each(cases)('%s, then %s: %s', (state, move, next) => {
    expect(stateAfter(state, move)).toBe(next)
  })

  it('nothing is finished that nobody accepted, nothing closed that was not finished, and cancelled is the end', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 40 }), (path) => {
        const been: WorkOrderState[] = ['reported']
        for (const move of path) {
          const state = been.at(-1) ?? 'reported'
          const next = stateAfter(state, move)
          if (next === null) continue
          expect(WorkOrderState.options).toContain(next)
          expect(state).not.toBe('cancelled')
          if (next === 'finished') expect(state).toBe('accepted')
          if (next === 'closed') expect(state).toBe('finished')
          if (next === 'reopened') expect(been).toContain('finished')
          been.push(next)
        }
      }),
    )
  })
})

describe('whoever reported it', () => {
  const order = { finishedAt: 0, stars: null }
  it('takes it back before anybody was sent', () => {
    expect(residentMay({ ...order, finishedAt: null, state: 'reported' }, 0)).toEqual(['cancel'])
    expect(residentMay({ ...order, finishedAt: null, state: 'dispatched' }, 0)).toEqual([])
  })

  it('rates it once, and says within a week that it is not solved', () => {
    expect(residentMay({ ...order, state: 'finished' }, reopenableMs)).toEqual(['reopen', 'rate'])
    expect(residentMay({ ...order, state: 'closed' }, reopenableMs + 1)).toEqual(['rate'])
    expect(residentMay({ ...order, state: 'closed', stars: 3 }, 1)).toEqual(['reopen'])
    expect(residentMay({ ...order, state: 'cancelled' }, 1)).toEqual([])
  })
})
