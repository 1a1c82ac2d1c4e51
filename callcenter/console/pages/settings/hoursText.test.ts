import { describe, expect, it } from 'vitest'
import { hoursIn, hoursText } from './hoursText.ts'

describe('Opening hours as people write them', () => {
  it('are read in the signs that keyboards have, and written in one way', () => {
    const written = ['8:30-12:00，14:00-17:30', '08：30—12：00 14:00~17:30', '08:30至12:00、14:00到17:30']
    expect(written.map(hoursIn).map((hours) => hours && hoursText(hours))).toEqual([
      '08:30-12:00，14:00-17:30',
      '08:30-12:00，14:00-17:30',
      '08:30-12:00，14:00-17:30',
    ])
  })

  it('may be a whole day or none of it', () => {
    expect([hoursIn('全天'), hoursIn('0:00-24:00'), hoursIn(''), hoursIn('不开放')]).toEqual([
      [{ from: '00:00', to: '24:00' }],
      [{ from: '00:00', to: '24:00' }],
      [],
      [],
    ])
    expect([hoursText([]), hoursText([{ from: '00:00', to: '24:00' }])]).toEqual(['不开放', '全天'])
  })

  it('are none where they overlap, run backwards, or say something else', () => {
    const wrong = ['08:00-12:00，11:00-13:00', '12:00-08:00', '08:00', '25:00-26:00', '8:70-9:00', '上午']
    expect(wrong.map(hoursIn)).toEqual(wrong.map(() => null))
  })
})
