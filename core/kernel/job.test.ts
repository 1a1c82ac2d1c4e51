import { expect, it, vi } from 'vitest'
import { daily, holding } from './job.ts'

it('a daily job is refused a time that no clock shows', () => {
  expect(() => daily('nightly', '24:00', async () => undefined)).toThrow(RangeError)
})

it('long work renews its lease every few seconds between its parts, and stops between them', async () => {
  const stopping = new AbortController()
  let renewals = 0
  const monotonic = vi.spyOn(performance, 'now').mockReturnValue(1_000)
  try {
    const goesOn = holding({ signal: stopping.signal, renew: async () => ++renewals < 2 })
    const after = async (ms: number) => {
      monotonic.mockReturnValue(1_000 + ms)
      return [await goesOn(), renewals]
    }
    expect(await after(4_999)).toEqual([true, 0])
    expect(await after(5_000)).toEqual([true, 1])
    expect(await after(9_999)).toEqual([true, 1])
    expect(await after(10_000)).toEqual([false, 2])
    stopping.abort(new Error('the process stops'))
    await expect(after(10_001)).rejects.toThrow('the process stops')
  } finally {
    monotonic.mockRestore()
  }
})
