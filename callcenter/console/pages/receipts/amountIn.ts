import { type Fen, fen } from '#core/kernel/fen.ts'

/** Fen of what somebody typed as yuan, `1,234.5`; undefined for whatever is no amount above nothing. */
export function amountIn(text: string | undefined): Fen | undefined {
  const [, whole, decimals = ''] = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text?.replace(/[,，¥\s]/g, '') ?? '') ?? []
  if (whole === undefined) return undefined
  const amount = Number(whole + decimals.padEnd(2, '0'))
  return amount > 0 && amount <= mostFen ? fen(amount) : undefined
}

const mostFen = 100_000_000
