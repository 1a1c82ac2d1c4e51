import { describe, expect, it } from 'vitest'
import { createOwner } from './owner.ts'
import { createMemoryStorage } from './storage.ts'

describe('What a phone keeps', () => {
  it('stays for who logs in again, and is forgotten for somebody else and for who leaves', async () => {
    let who: string | null = 'A'
    let forgotten = 0
    const storage = createMemoryStorage()
    const owner = createOwner({ storage, ask: () => Promise.resolve(who), forget: () => void forgotten++ })
    await owner.recognise()
    await owner.recognise()
    expect(forgotten).toBe(0)
    who = null
    await owner.recognise()
    expect(forgotten).toBe(0)
    who = 'B'
    await owner.recognise()
    expect(forgotten).toBe(1)
    owner.leave()
    expect(forgotten).toBe(2)
    who = 'A'
    await owner.recognise()
    expect(forgotten).toBe(2)
  })
})
