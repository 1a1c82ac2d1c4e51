import { describe, expect, it } from 'vitest'
import { businessDate } from '#core/kernel/businessDate.ts'
import { fen } from '#core/kernel/fen.ts'
import { waiverWord } from './waiverWords.ts'

describe('A waiver in words', () => {
  it('says what is waived, to what it comes down, or from when the fee counts', () => {
    expect([
      waiverWord({ kind: 'byRatio', ppm: 1_000_000 }),
      waiverWord({ kind: 'byRatio', ppm: 125_000 }),
      waiverWord({ kind: 'toAmount', amount: fen(300) }),
      waiverWord({ kind: 'newStart', from: businessDate('2026-11-01') }),
    ]).toEqual(['全部免除', '减免 12.5%', '减到 ¥3.00', '从 2026-11-01 起算'])
  })
})
