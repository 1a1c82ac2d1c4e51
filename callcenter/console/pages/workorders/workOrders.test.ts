import { describe, expect, it } from 'vitest'
import { workOrderMachine } from '#core/workorders/workOrder.ts'
import { dueWord, span } from './due.ts'
import { mapPoints } from './mapPoints.ts'
import { unitLevels } from './unitLevels.ts'
import { movesIn } from './workOrderWords.ts'

const unit = (id: string, parentId: string | null, path: string) => ({ id, parentId, name: id, path })
const units = [
  unit('公司', null, '/root/'),
  unit('城北', '公司', '/root/north/'),
  unit('抢修部', '城北', '/root/north/repair/'),
  unit('一班', '抢修部', '/root/north/repair/one/'),
  unit('二班', '抢修部', '/root/north/repair/two/'),
  unit('城南', '公司', '/root/south/'),
]

describe('A work order at the console', () => {
  it('offers what the hub does with it in its state', () => {
    const machine = Object.entries(workOrderMachine).map(([state, moves]) => [state, Object.keys(moves)])
    expect(Object.entries(movesIn)).toEqual(machine)
  })

  it('is given to a service centre, a department of it, and a crew of that', () => {
    const names = (chosen: string | undefined, known = units) =>
      unitLevels(known, chosen).map(({ name, value, options }) => [name, value, options.map(({ label }) => label)])
    expect(names(undefined)).toEqual([['公司', undefined, ['公司']]])
    expect(names('公司')).toEqual([
      ['公司', '公司', ['公司']],
      ['服务中心', undefined, ['城北', '城南']],
    ])
    expect(names('一班')).toEqual([
      ['公司', '公司', ['公司']],
      ['服务中心', '城北', ['城北', '城南']],
      ['部门', '抢修部', ['抢修部']],
      ['班组', '一班', ['一班', '二班']],
    ])
    // A dispatcher of one branch begins there.
    expect(names('抢修部', units.slice(1, 5))[0]).toEqual(['服务中心', '城北', ['城北']])
  })

  it('is numbered on the map as in the list beside it, where it has a place', () => {
    const position = { longitude: 117.9, latitude: 40.9 }
    const points = mapPoints([
      { id: 'a', state: 'reported', position },
      { id: 'b', state: 'reported', position: null },
      { id: 'c', state: 'finished', position },
    ])
    expect(points.map(({ id, label }) => [id, label])).toEqual([
      ['a', '1'],
      ['c', '2'],
    ])
    expect(points[0]?.colour).not.toBe(points[1]?.colour)
  })

  it('says how long there is left, from when somebody should look, and by how much it was missed', () => {
    const [minute, hour] = [60_000, 3_600_000]
    const dueAt = 1_000 * hour
    const open = { state: 'accepted', dueAt, finishedAt: null } as const
    const at = (now: number) => dueWord(open, now)
    expect(at(dueAt - 90 * minute)).toEqual({ tone: 'info', words: '还剩 1 小时 30 分' })
    expect(at(dueAt - 59 * minute)).toEqual({ tone: 'warning', words: '还剩 59 分钟' })
    // To the last moment it is in time.
    expect(at(dueAt)).toEqual({ tone: 'warning', words: '还剩 1 分钟以内' })
    expect(at(dueAt + 1)).toEqual({ tone: 'danger', words: '已超时 1 分钟以内' })
    expect(at(dueAt + 50 * hour)).toEqual({ tone: 'danger', words: '已超时 2 天 2 小时' })
    // One that was reopened keeps when it was finished the last time.
    expect(dueWord({ state: 'reopened', dueAt, finishedAt: 1 }, dueAt + hour)?.tone).toBe('danger')
    expect(dueWord({ state: 'finished', dueAt, finishedAt: dueAt }, dueAt + hour)?.words).toBe('按时完成')
    expect(dueWord({ state: 'closed', dueAt, finishedAt: dueAt + 3 * hour }, 0)?.words).toBe('超时 3 小时完成')
    expect(dueWord({ state: 'cancelled', dueAt, finishedAt: null }, dueAt + hour)).toBeNull()
    expect([47 * hour + 59 * minute, 48 * hour, 73 * hour].map(span)).toEqual(['47 小时 59 分', '2 天', '3 天 1 小时'])
  })
})
