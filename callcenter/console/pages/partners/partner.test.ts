import { describe, expect, it } from 'vitest'
import { hoursWord, minuteIn } from './partner.ts'

describe('The hours of a collection partner', () => {
  it('are written as people read them, over midnight too', () => {
    const words = [
      hoursWord({ serviceFrom: 300, serviceTo: 1_380 }),
      hoursWord({ serviceFrom: 1_320, serviceTo: 240 }),
      hoursWord({ serviceFrom: null, serviceTo: null }),
    ]
    expect(words).toEqual(['05:00-23:00', '22:00-次日 04:00', '全天'])
  })

  it('are read from what somebody typed', () => {
    expect(['5:00', '23：30', '24:00', '24:01', '9:60', '9', undefined].map(minuteIn)).toEqual([
      300,
      1_410,
      1_440,
      null,
      null,
      null,
      null,
    ])
  })
})
