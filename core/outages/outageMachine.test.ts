import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OutageState } from '#core/contract/outages.ts'
import { type OutageAct, outageMachine, phaseOf, stateAfter } from './outage.ts'

const acts: readonly OutageAct[] = ['edit', 'announce', 'change', 'restore', 'cancel']
const states = OutageState.options

describe('the states of an outage', () => {
  it.each([
    ['draft', 'edit', 'draft'],
    ['draft', 'announce', 'announced'],
    ['draft', 'change', null],
    ['draft', 'restore', null],
    ['draft', 'cancel', 'cancelled'],
    ['announced', 'edit', null],
    ['announced', 'announce', null],
    ['announced', 'change', 'changed'],
    ['announced', 'restore', 'restored'],
    ['announced', 'cancel', 'cancelled'],
    ['changed', 'edit', null],
    ['changed', 'announce', null],
    ['changed', 'change', 'changed'],
    ['changed', 'restore', 'restored'],
    ['changed', 'cancel', 'cancelled'],
    ['restored', 'change', null],
    ['restored', 'cancel', null],
    ['cancelled', 'announce', null],
    ['cancelled', 'restore', null],
  ] as const)('%s, then %s: %s', (state, act, next) => {
    expect(stateAfter(state, act)).toBe(next)
  })

  it('nothing leads out of the machine, and nothing out of its ends', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 30 }), (path) => {
        let state: OutageState = 'draft'
        let announced = false
        for (const act of path) {
          const next = stateAfter(state, act)
          if (next === null) continue
          expect(states).toContain(next)
          expect(['restored', 'cancelled']).not.toContain(state)
          announced ||= act === 'announce'
          // Only what was announced can be changed or restored.
          if (next === 'changed' || next === 'restored') expect(announced).toBe(true)
          state = next
        }
      }),
    )
  })

  it('every state but the draft can be come to', () => {
    const reachable = new Set(Object.values(outageMachine).flatMap((moves) => Object.values(moves)))
    expect([...reachable].toSorted()).toEqual(states.toSorted())
  })

  it('goes on beyond its time until somebody says that water is back', () => {
    const times = { plannedFrom: 1_000 }
    expect(phaseOf({ state: 'announced', ...times }, 999)).toBe('coming')
    expect(phaseOf({ state: 'changed', ...times }, 1_000)).toBe('now')
    expect(phaseOf({ state: 'announced', ...times }, 1e12)).toBe('now')
    expect(phaseOf({ state: 'restored', ...times }, 1_000)).toBe('over')
    expect(phaseOf({ state: 'cancelled', ...times }, 0)).toBe('over')
  })
})
