import { beforeEach, describe, expect, it } from 'vitest'
import { createMoves, type Moves } from './moves.ts'

describe('Moves between pages', () => {
  let now: number
  let made: string[]
  let moves: Moves
  const go = (name: string) => moves.begin(name, () => made.push(name))
  beforeEach(() => {
    now = 0
    made = []
    moves = createMoves(() => now)
  })

  it('are made once however often they are pressed, until the page is there', () => {
    go('pay')
    go('pay')
    expect(made).toEqual(['pay'])
    moves.arrived()
    go('pay')
    expect(made).toEqual(['pay', 'pay'])
  })

  it('wait for the one that is under way', () => {
    go('back')
    go('bind')
    expect(made).toEqual(['back'])
    moves.arrived()
    expect(made).toEqual(['back', 'bind'])
    go('bind')
    expect(made).toEqual(['back', 'bind'])
  })

  it('do not wait for ever', () => {
    go('back')
    now = 2_001
    go('bind')
    expect(made).toEqual(['back', 'bind'])
  })
})
