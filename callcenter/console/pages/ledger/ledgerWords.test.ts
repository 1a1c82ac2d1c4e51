import { describe, expect, it } from 'vitest'
import { fen } from '#core/kernel/fen.ts'
import { type Drift, driftSentence } from './ledgerWords.ts'

const drift = (check: Drift['check'], ledger: number, rows: number): Drift => ({
  check,
  id: 'some',
  ledger: fen(ledger),
  rows: fen(rows),
  accountId: null,
  accountNumber: null,
})

describe('What does not agree in the books', () => {
  it('is said with both sides', () => {
    expect([drift('receivable', 0, 100), drift('billPaid', 1_200, 1_201)].map(driftSentence)).toEqual([
      '总账记应收 ¥0.00，账单上未缴的是 ¥1.00',
      '销账记录合计 ¥12.00，账单上记的已缴是 ¥12.01',
    ])
  })

  it('is more or less of an entry', () => {
    expect([drift('entry', 1, 0), drift('entry', -250, 0)].map(driftSentence)).toEqual([
      '一笔分录的借方比贷方多 ¥0.01',
      '一笔分录的借方比贷方少 ¥2.50',
    ])
  })
})
