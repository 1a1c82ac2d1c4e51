import { describe, expect, it } from 'vitest'
import { createMemoryCoordination } from '#core/kernel/memoryCoordination.ts'
import { createLimit } from './rateLimit.ts'

describe('a limit', () => {
  const rule = { most: 2, perMs: 10_000, by: 'address' } as const
  const tries = (limit: ReturnType<typeof createLimit>, who: string) =>
    limit('door', rule, who).then(
      () => 'in',
      (error: { status?: number }) => error.status,
    )

  it('holds for each by themselves, and ends', async () => {
    let now = 0
    const limit = createLimit(
      createMemoryCoordination({ clock: () => now }),
      createMemoryCoordination({ clock: () => now }),
      () => undefined,
    )
    expect([
      await tries(limit, 'a'),
      await tries(limit, 'a'),
      await tries(limit, 'a'),
      await tries(limit, 'b'),
    ]).toEqual(['in', 'in', 429, 'in'])
    now = 4_001
    await expect(limit('door', rule, 'a')).rejects.toMatchObject({ more: { headers: { 'Retry-After': '6' } } })
    now = 10_000
    expect(await tries(limit, 'a')).toBe('in')
  })

  it('still holds while what is shared cannot be reached, without asking it every time', async () => {
    let asked = 0
    const outages: unknown[] = []
    const away = {
      async increment(): Promise<never> {
        asked++
        throw new Error('redis is away')
      },
    }
    const limit = createLimit(away, createMemoryCoordination({ clock: () => 0 }), (error) => outages.push(error))
    expect([await tries(limit, 'a'), await tries(limit, 'a'), await tries(limit, 'a')]).toEqual(['in', 'in', 429])
    expect([asked, outages.length]).toEqual([1, 1])
  })
})
