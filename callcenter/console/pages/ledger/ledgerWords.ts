import { yuan } from '#core/kernel/fen.ts'
import type { Answer } from '../../hub/useAnswer.ts'

export type Proof = Answer<'GET /api/staff/ledger/reconciliation'>
export type LedgerSum = Proof['ledgers'][number]
export type Drift = Proof['drifts'][number]

export const ledgerNames: Record<LedgerSum['ledger'], string> = {
  cash: '收款',
  receivable: '应收水费',
  prepayment: '预存',
  'revenue.supply': '水费收入',
  'revenue.sewage': '代收污水处理费',
  'revenue.resourceTax': '代收水资源税',
  'revenue.lateFee': '违约金收入',
}

export const checkNames: Record<Drift['check'], string> = {
  entry: '分录借贷不等',
  receivable: '欠费对不上',
  prepayment: '预存对不上',
  cash: '收款对不上',
  billPaid: '账单已缴对不上',
}

/** What does not agree, in a sentence. */
export function driftSentence({ check, ledger, rows }: Drift): string {
  const [booked, held] = [yuan(ledger), yuan(rows)]
  switch (check) {
    case 'entry':
      return `一笔分录的借方比贷方多 ${booked}`.replace('多 -', '少 ')
    case 'receivable':
      return `总账记应收 ${booked}，账单上未缴的是 ${held}`
    case 'prepayment':
      return `总账记预存 ${booked}，户上的预存是 ${held}`
    case 'cash':
      return `总账记收款 ${booked}，收据合计是 ${held}`
    case 'billPaid':
      return `销账记录合计 ${booked}，账单上记的已缴是 ${held}`
  }
}
