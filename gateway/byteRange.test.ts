import { describe, expect, it } from 'vitest'
import { rangeOf } from './byteRange.ts'

const cases: [header: string | undefined, expected: ReturnType<typeof rangeOf>][] = [
  [undefined, null],
  ['bytes=0-', { from: 0, to: 99 }],
  ['bytes=0-0', { from: 0, to: 0 }],
  ['bytes=10-19', { from: 10, to: 19 }],
  ['bytes=90-200', { from: 90, to: 99 }],
  ['bytes=-10', { from: 90, to: 99 }],
  ['bytes=-1000', { from: 0, to: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  // What is not understood, or would need several parts, is answered with all of it.
  ['bytes=20-10', null],
  ['bytes=-', null],
  ['bytes=0-1,5-6', null],
  ['lines=0-1', null],
  ['bytes=a-b', null],
]

describe('the range of bytes that a request asks for, of 100', () => {
  it.each(cases)('%s: %j', (header, expected) => {
    expect(rangeOf(header, 100)).toEqual(expected)
  })

  it('is none that could be given of nothing', () => {
    expect(rangeOf('bytes=0-', 0)).toBe('unsatisfiable')
  })
})
