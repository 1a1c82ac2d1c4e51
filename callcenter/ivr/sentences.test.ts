import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, businessDate, startOf } from '#core/kernel/businessDate.ts'
import { fen } from '#core/kernel/fen.ts'
import { prompts } from './prompts.ts'
import { amount, cardinal, count, digitByDigit, moment, monthAndDay, type Sentence, timeOfDay } from './sentences.ts'

const spoken = (sentence: Sentence) => sentence.map((name) => prompts[name]).join('')

const value = new Map(Array.from('零一二三四五六七八九', (one, index) => [one, index] as const))
value.set('两', 2)

/** What a listener understands, by another way than it was said: units counted from the back. */
function understood(text: string): number {
  for (const [name, size] of [
    ['亿', 1e8],
    ['万', 1e4],
    ['千', 1000],
    ['百', 100],
    ['十', 10],
  ] as const) {
    const [before, after] = text.split(name, 2)
    if (after !== undefined) return (before === '' ? 1 : understood(before ?? '')) * size + understood(after)
  }
  if (text === '') return 0
  const digits = text.length > 1 ? text.replace(/^零/, '') : text
  const read = value.get(digits)
  if (read === undefined) throw new Error(`not understood: ${text}`)
  return read
}

describe('A number', () => {
  it.each([
    [0, '零'],
    [2, '二'],
    [10, '十'],
    [12, '十二'],
    [20, '二十'],
    [22, '二十二'],
    [100, '一百'],
    [101, '一百零一'],
    [110, '一百一十'],
    [112, '一百一十二'],
    [200, '两百'],
    [222, '两百二十二'],
    [1_001, '一千零一'],
    [1_010, '一千零一十'],
    [2_002, '两千零二'],
    [2_020, '两千零二十'],
    [10_000, '一万'],
    [10_001, '一万零一'],
    [10_012, '一万零一十二'],
    [20_000, '两万'],
    [20_200, '两万零两百'],
    [100_000, '十万'],
    [102_000, '十万两千'],
    [120_012, '十二万零一十二'],
    [1_000_000, '一百万'],
    [10_203_040, '一千零二十万三千零四十'],
    [200_000_000, '两亿'],
    [100_005_000, '一亿零五千'],
    [100_120_000, '一亿零一十二万'],
    [210_000_002, '两亿一千万零二'],
  ])('%i is %s', (number, text) => {
    expect(spoken(cardinal(number))).toBe(text)
  })

  it('is understood as it was meant', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(20_000), fc.integer({ min: 0, max: 999_999_999_999 })), (number) => {
        expect(understood(spoken(cardinal(number)))).toBe(number)
        expect(understood(spoken(count(number)))).toBe(number)
      }),
      { numRuns: 2000 },
    )
  })

  it('never says 零 twice in a row, nor last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), (number) => {
        expect(spoken(cardinal(number))).not.toMatch(/零零|零$|零[万亿]|^零|二[百千]/)
      }),
      { numRuns: 2000 },
    )
  })

  it('of things is 两 when it is two', () => {
    expect(spoken(count(2))).toBe('两')
    expect(spoken(count(12))).toBe('十二')
  })

  it.each([-1, 0.5, 1e12])('%d is refused', (number) => {
    expect(() => cardinal(number)).toThrow('cannot be read out')
  })
})

describe('An amount', () => {
  it.each([
    [0, '零元'],
    [5, '五分'],
    [2, '两分'],
    [20, '两角'],
    [50, '五角'],
    [57, '五角七分'],
    [100, '一元'],
    [105, '一元零五分'],
    [200, '两元'],
    [12_345, '一百二十三元四角五分'],
    [1_000_000, '一万元'],
    [20_050, '两百元五角'],
    [100_003, '一千元零三分'],
    [22_222, '两百二十二元两角二分'],
  ])('%i fen are %s', (value_, text) => {
    expect(spoken(amount(fen(value_)))).toBe(text)
  })

  it('is understood as it was meant', () => {
    const parts = /^(?:(.+)元)?零?(?:(.)角)?(?:(.)分)?$/
    fc.assert(
      fc.property(fc.oneof(fc.nat(30_000), fc.integer({ min: 0, max: 99_999_999_999 })), (value_) => {
        const [, yuan = '零', jiao = '零', rest = '零'] = parts.exec(spoken(amount(fen(value_)))) ?? []
        expect(understood(yuan) * 100 + understood(jiao) * 10 + understood(rest)).toBe(value_)
      }),
      { numRuns: 2000 },
    )
  })

  it('below nothing is refused', () => {
    expect(() => amount(fen(-5))).toThrow('cannot be read out')
  })
})

describe('A time', () => {
  const midnight = startOf(businessDate('2026-11-24'))
  const at = (hour: number, minute = 0) => midnight + (hour * 60 + minute) * 60_000

  it.each([
    [0, 0, '凌晨零点'],
    [0, 5, '凌晨零点零五分'],
    [2, 0, '凌晨两点'],
    [8, 30, '上午八点半'],
    [11, 59, '上午十一点五十九分'],
    [12, 0, '中午十二点'],
    [12, 40, '中午十二点四十分'],
    [13, 0, '下午一点'],
    [14, 30, '下午两点半'],
    [18, 0, '晚上六点'],
    [22, 12, '晚上十点十二分'],
  ])('of %i:%i is %s', (hour, minute, text) => {
    expect(spoken(timeOfDay(at(hour, minute)))).toBe(text)
  })

  it('is understood as it was meant, at every minute of a day', () => {
    const parts = /^(凌晨|上午|中午|下午|晚上)(.+)点(半|(.+)分)?$/
    for (let minute = 0; minute < 1440; minute += 1) {
      const [, part = '', hour = '', half, past = ''] = parts.exec(spoken(timeOfDay(at(0, minute)))) ?? []
      const told = understood(hour) + (part === '下午' || part === '晚上' ? 12 : 0)
      expect(told * 60 + (half === '半' ? 30 : understood(past))).toBe(minute)
    }
  })

  it('is told with today, tomorrow, or its day', () => {
    const now = at(9)
    expect(spoken(moment(at(18), now))).toBe('今天晚上六点')
    expect(spoken(moment(at(24 + 8), now))).toBe('明天上午八点')
    expect(spoken(moment(at(48 + 8), now))).toBe('十一月二十六日上午八点')
    expect(spoken(moment(at(-16), now))).toBe('十一月二十三日上午八点')
  })

  it('has every day of a year', () => {
    for (let day = 0; day < 366; day += 1) {
      const date = addDays(businessDate('2028-01-01'), day)
      const [, month = '', of = ''] = /^(.+)月(.+)日$/.exec(spoken(monthAndDay(date))) ?? []
      expect([understood(month), understood(of)]).toEqual([Number(date.slice(5, 7)), Number(date.slice(8))])
    }
  })
})

describe('A number that is a name', () => {
  it('is read digit by digit, 1 as 幺', () => {
    expect(spoken(digitByDigit('20100013'))).toBe('二零幺零零零幺三')
    expect(spoken(digitByDigit('+86 138-0000'))).toBe('八六幺三八零零零零')
    expect(digitByDigit('')).toEqual([])
  })
})
