import { describe, expect, it } from 'vitest'
import { placeOf, placesFor } from './navigation.ts'

describe('The navigation', () => {
  it('shows what somebody may do, and no job in which that is nothing', () => {
    const may = (permission: string) => permission === 'call.read' || permission === 'workorder.read'
    const shown = placesFor(may, () => false)
    expect(shown.map(({ job, places }) => [job, ...places.map(({ name }) => name)])).toEqual([
      ['受理', '通话记录'],
      ['工单', '工单查询'],
      ['知识库', '知识条目'],
    ])
  })

  it('shows what is the whole utility’s only to who may do it there', () => {
    const may = (permission: string) => ['ledger.read', 'outbox.manage', 'payment.read'].includes(permission)
    const names = (mayWholly: typeof may) =>
      placesFor(may, mayWholly).flatMap(({ places }) => places.map(({ name }) => name))
    expect(names(() => false)).toEqual(['收费查询', '知识条目'])
    expect(names(may)).toEqual(['收费查询', '总账核对', '知识条目', '失败任务'])
  })

  it('knows to which place an address belongs', () => {
    expect(['/calls/01M8', '/call', '/call/01M8', '/'].map(placeOf)).toEqual(['/calls', '/call', '/call', '/'])
  })
})
