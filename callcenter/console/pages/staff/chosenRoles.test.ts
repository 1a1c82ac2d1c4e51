import { describe, expect, it } from 'vitest'
import { chosenRoles } from './chosenRoles.ts'

describe('The roles that somebody filled in', () => {
  it('are those that are whole, each once', () => {
    const agent = { role: 'agent', unitId: 'U1' }
    expect(
      chosenRoles([agent, { role: 'agent' }, { unitId: 'U1' }, { ...agent }, { role: 'agent', unitId: 'U2' }]),
    ).toEqual([agent, { role: 'agent', unitId: 'U2' }])
  })

  it('may be none', () => {
    expect(chosenRoles(undefined)).toEqual([])
  })
})
