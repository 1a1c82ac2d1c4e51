import { describe, expect, it } from 'vitest'
import { among, dateIn } from './useFilters.ts'

describe('Filters in an address that somebody typed', () => {
  it('are taken where they are known, in the usual sequence', () => {
    expect(among(['new', 'assigned', 'done'], ['done', 'nonsense', 'new'])).toEqual(['new', 'done'])
  })

  it('are dates, or nothing', () => {
    expect(['2026-11-23', '2026-13-01', '23.11.2026', '', undefined].map(dateIn)).toEqual([
      '2026-11-23',
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})
