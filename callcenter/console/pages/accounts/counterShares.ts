import { type Fen, fen } from '#core/kernel/fen.ts'
import type { Answer } from '../../hub/useAnswer.ts'
import { amountIn } from '../receipts/amountIn.ts'

export type Debt = Answer<'GET /api/staff/accounts/:accountId/debt'>

export interface BillShare {
  bill: Debt['bills'][number]
  fee: Fen
  principal: Fen
  /** What is still owed of the bill afterwards. */
  left: Fen
}

export interface Shares {
  bills: BillShare[]
  /** Still owed afterwards. */
  left: Fen
  toPrepayment: Fen
}

/** What an amount will do, as the hub books it: the oldest bill first, and of each its late fee first. */
export function sharesOf({ bills, total }: Pick<Debt, 'bills' | 'total'>, amount: Fen): Shares {
  let rest: number = amount
  const shares = bills.map((bill): BillShare => {
    const fee = Math.min(rest, bill.lateFee)
    const principal = Math.min(rest - fee, bill.outstanding)
    rest -= fee + principal
    return {
      bill,
      fee: fen(fee),
      principal: fen(principal),
      left: fen(bill.lateFee + bill.outstanding - fee - principal),
    }
  })
  return { bills: shares, left: fen(Math.max(0, total - amount)), toPrepayment: fen(rest) }
}

const mostYuan = '1,000,000'

/** The amount that somebody typed, or in a sentence what is wrong with it. */
export function countedMoney(typed: string): { amount: Fen } | { fault: string } {
  const text = typed.normalize('NFKC').replace(/。/g, '.').replace(/[¥\s]/g, '')
  if (text === '') return { fault: '请填写收款金额' }
  if (text.startsWith('-') || /^0*(\.0*)?$/.test(text)) return { fault: '收款金额要大于零' }
  // `85,5` is not meant to be 855.
  if (!/^(\d+|\d{1,3}(,\d{3})+)(\.\d*)?$/.test(text)) return { fault: '请用数字填写金额，单位是元，例如 85.50' }
  if (/\.\d{3,}$/.test(text)) return { fault: '金额最多到分，小数点后不超过两位' }
  const amount = amountIn(text.replace(/\.$/, ''))
  return amount === undefined ? { fault: `一次最多收 ${mostYuan} 元，请核对金额` } : { amount }
}
