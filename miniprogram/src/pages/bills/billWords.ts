import type { Bill } from '../../hub/contract.ts'

export interface BillWords {
  /** Null for an ordinary bill, which is named after its month. */
  title: string | null
  state: string
  tone: 'owed' | 'late' | 'paid' | 'gone'
}

const titles = { reading: null, catchUp: '补收水费', penalty: '违章用水追收' } as const

/** How a bill stands, in words. `daysLeft` until it is due, negative afterwards. */
export function billWords({ kind, state, amount, paid }: Bill, daysLeft: number): BillWords {
  const title = titles[kind]
  if (state === 'cancelled') return { title, state: '已作废', tone: 'gone' }
  if (state === 'settled') return { title, state: '已缴清', tone: 'paid' }
  const part = paid > 0 && paid < amount ? '，已缴一部分' : ''
  if (daysLeft < 0) return { title, state: `欠费，已过期 ${-daysLeft} 天${part}`, tone: 'late' }
  if (daysLeft === 0) return { title, state: `今天到期${part}`, tone: 'owed' }
  return { title, state: `${daysLeft} 天内缴${part}`, tone: 'owed' }
}
