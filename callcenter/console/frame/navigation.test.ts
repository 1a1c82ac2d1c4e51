import { describe, expect, it } from 'vitest'
import { placeOf, placesFor } from './navigation.ts'

describe('The navigation', () => {
  it('shows what somebody may do, and no job in which that is nothing', () => {
    const shown = placesFor((permission) => permission === 'call.read' || permission === 'workorder.read')
    expect(shown.map(({ job, places }) => [job, ...places.map(({ name }) => name)])).toEqual([
      ['受理', '通话记录'],
      ['工单', '工单查询'],
      ['知识库', '知识条目'],
    ])
  })

  it('knows to which place an address belongs', () => {
    expect(['/calls/01M8', '/call', '/call/01M8', '/'].map(placeOf)).toEqual(['/calls', '/call', '/call', '/'])
  })
})
