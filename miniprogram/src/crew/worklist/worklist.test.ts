import { describe, expect, it } from 'vitest'
import { change, newWork, type Change } from '../outbox/work.ts'
import { deadlineOf } from './deadline.ts'
import { distanceOf, distanceWords } from './distance.ts'
import { sortOrders } from './sortOrders.ts'
import { standingOf } from './standing.ts'

const minute = 60_000
const hour = 60 * minute

describe('The list of a crew', () => {
  it('says how long there is, or that it is late, in words', () => {
    const words = (left: number) => deadlineOf(1_000_000_000 + left, 1_000_000_000).words
    expect([30_000, 45 * minute, 3 * hour, 3 * hour + 5 * minute, 48 * hour, 49 * hour].map(words)).toEqual([
      '剩余 不到 1 分钟',
      '剩余 45 分钟',
      '剩余 3 小时',
      '剩余 3 小时 5 分钟',
      '剩余 2 天',
      '剩余 2 天 1 小时',
    ])
    expect(words(-2 * hour)).toBe('已超时 2 小时')
    expect(deadlineOf(0, 1).tone).toBe('danger')
    expect(deadlineOf(hour, 0).tone).toBe('warning')
    expect(deadlineOf(3 * hour, 0).tone).toBe('good')
  })

  it('measures distances on the globe', () => {
    const [chengde, beijing] = [
      { longitude: 117.9382, latitude: 40.9731 },
      { longitude: 116.4074, latitude: 39.9042 },
    ]
    expect(distanceOf(chengde, beijing) / 1_000).toBeCloseTo(176.2, 0)
    expect(distanceOf(chengde, chengde)).toBe(0)
    expect([3, 848, 994, 999, 3_240, 9_960, 42_400].map(distanceWords)).toEqual([
      '约 10 米',
      '约 850 米',
      '约 990 米',
      '约 1.0 公里',
      '约 3.2 公里',
      '约 10 公里',
      '约 42 公里',
    ])
  })

  it('puts the most pressing first, or the nearest, and what is nowhere last', () => {
    const at = (latitude: number) => ({ longitude: 117, latitude })
    const orders = [
      { number: '1', dueAt: 3, position: at(41) },
      { number: '2', dueAt: 1, position: null },
      { number: '3', dueAt: 2, position: at(40) },
      { number: '4', dueAt: 2, position: null },
    ]
    const sorted = (by: 'deadline' | 'distance', here = at(40) as ReturnType<typeof at> | null) =>
      sortOrders(orders, by, here).map(({ number }) => number)
    expect(sorted('deadline')).toEqual(['2', '3', '4', '1'])
    expect(sorted('distance')).toEqual(['3', '1', '2', '4'])
    expect(sorted('distance', null)).toEqual(sorted('deadline'))
  })
})

describe('Where a work order stands', () => {
  const after = (...steps: Change[]) =>
    steps.reduce(change, newWork({ id: 'O', number: 'N', kind: 'leak', place: 'P' }))
  const accept: Change = { type: 'accept', id: 'A', at: 5 }
  const reason = { code: 'x', words: '别人' }
  const dispatched = { state: 'dispatched', staffId: null } as const

  it('is what the hub said, with what was done here since', () => {
    expect(standingOf(dispatched, 1, null, 'me')).toMatchObject({
      state: 'dispatched',
      mayAccept: true,
      mayReport: false,
    })
    expect(standingOf(dispatched, 1, after(accept), 'me')).toMatchObject({
      state: 'accepted',
      mayAccept: false,
      mayReport: true,
    })
    const finished = after(accept, { type: 'write', result: '好' }, { type: 'finish', id: 'F', at: 6 })
    expect(standingOf(dispatched, 1, finished, 'me')).toMatchObject({ state: 'finished', mayReport: false })
  })

  it('does not let anybody act on what is another’s, or refused', () => {
    expect(standingOf({ ...dispatched, staffId: 'li' }, 1, null, 'me').mayAccept).toBe(false)
    const refused = after(accept, { type: 'refused', act: 'accept', reason })
    expect(standingOf(dispatched, 1, refused, 'me')).toMatchObject({
      state: 'dispatched',
      mayAccept: false,
      mayReport: false,
    })
    expect(standingOf({ state: 'accepted', staffId: 'li' }, 1, null, 'me')).toMatchObject({
      mayReport: false,
      mayAccept: false,
    })
  })

  it('believes what the hub said after it had the act', () => {
    const done = after(accept, { type: 'done', act: 'accept', at: 10 })
    expect(standingOf(dispatched, 9, done, 'me').state).toBe('accepted')
    expect(standingOf(dispatched, 11, done, 'me')).toMatchObject({ state: 'dispatched', mayAccept: true })
  })
})
