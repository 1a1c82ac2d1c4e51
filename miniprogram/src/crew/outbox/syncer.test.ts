import { describe, expect, it } from 'vitest'
import type { Round } from './sync.ts'
import { createSyncer } from './syncer.ts'

function begin(...ends: Round[]) {
  const timers: { work: () => void; ms: number; off: boolean }[] = []
  let rounds = 0
  const syncer = createSyncer({
    round: () => Promise.resolve(ends[rounds++] ?? { end: 'all' }),
    alone: (work) => work(),
    later(work, ms) {
      const timer = { work, ms, off: false }
      timers.push(timer)
      return () => void (timer.off = true)
    },
  })
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0))
  return { syncer, timers, settled, rounds: () => rounds }
}

const again = { end: 'again', afterMs: null, words: '网络连接不上' } as const

describe('Sending', () => {
  it('is tried again by itself, later and later, and at once when somebody asks', async () => {
    const { syncer, timers, settled } = begin(again, again, { ...again, afterMs: 90_000 }, again)
    syncer.start()
    await settled()
    expect(syncer.state()).toEqual({ state: 'waiting', words: '网络连接不上' })
    timers.at(-1)?.work()
    await settled()
    timers.at(-1)?.work()
    await settled()
    expect(timers.map(({ ms }) => ms)).toEqual([5_000, 15_000, 90_000])
    syncer.start()
    await settled()
    expect(timers.map(({ ms, off }) => [ms, off])).toEqual([
      [5_000, true],
      [15_000, true],
      [90_000, true],
      [5_000, false],
    ])
  })

  it('goes one round at a time, and one more for what came meanwhile', async () => {
    const { syncer, settled, rounds } = begin()
    syncer.start()
    syncer.start()
    syncer.start()
    await settled()
    expect([rounds(), syncer.state().state]).toEqual([2, 'idle'])
  })

  it('is tried again when the browser does not let it be alone', async () => {
    const timers: (() => void)[] = []
    let isRefused = true
    const syncer = createSyncer({
      round: () => Promise.resolve({ end: 'all' }),
      alone: (work) => (isRefused ? Promise.reject(new Error('浏览器不允许')) : work()),
      later: (work) => {
        timers.push(work)
        return () => undefined
      },
    })
    syncer.start()
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(syncer.state()).toEqual({ state: 'waiting', words: '浏览器不允许' })
    isRefused = false
    timers.at(-1)?.()
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(syncer.state().state).toBe('idle')
  })

  it('waits for the person to log in, and ends with them', async () => {
    const { syncer, settled, timers, rounds } = begin({ end: 'logIn' }, again)
    syncer.start()
    await settled()
    expect([syncer.state().state, timers.length]).toEqual(['logIn', 0])
    syncer.stop()
    syncer.start()
    await settled()
    expect(rounds()).toBe(1)
  })
})
