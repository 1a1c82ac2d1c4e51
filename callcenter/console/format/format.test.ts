import { describe, expect, it } from 'vitest'
import { ago, duration, moment, timeOf } from './moment.ts'
import { maskedPhone, percent, seatWord, spokenNumber } from './words.ts'

describe('For people', () => {
  it('time is that of Shanghai, wherever the machine believes to be', () => {
    const late = Date.UTC(2026, 10, 23, 17, 5, 9)
    expect([moment(late), timeOf(late)]).toEqual(['2026-11-24 01:05', '01:05:09'])
  })

  it('lengths have as many parts as they need, and are never negative', () => {
    expect([-5_000, 999, 7_000, 754_000, 3_723_000].map(duration)).toEqual(['0:00', '0:00', '0:07', '12:34', '1:02:03'])
  })

  it('what was lately is told from now', () => {
    const now = 1_000_000_000_000
    expect([5_000, 180_000, 7_200_000, 432_000_000].map((ms) => ago(now - ms, now))).toEqual([
      '刚刚',
      '3 分钟前',
      '2 小时前',
      '5 天前',
    ])
  })

  it('numbers are in groups to be read, masked where nobody needs them, and a withheld one says so', () => {
    expect(['13800000001', '+8613800000001', '05342600001', ''].map(spokenNumber)).toEqual([
      '138 0000 0001',
      '138 0000 0001',
      '05342600001',
      '未显示号码',
    ])
    expect(['13800000001', '2600001', '966566', ''].map(maskedPhone)).toEqual([
      '138****0001',
      '****0001',
      '****6566',
      '未显示号码',
    ])
  })

  it('a rate of nothing is a dash, not zero', () => {
    expect([null, 0, 805_555, 1_000_000].map(percent)).toEqual(['—', '0.0%', '80.6%', '100.0%'])
  })

  it('a pause says why', () => {
    expect(seatWord({ state: 'paused', reason: 'meal' })).toBe('示忙 · 用餐')
    expect(seatWord({ state: 'free', reason: null })).toBe('空闲')
  })
})
