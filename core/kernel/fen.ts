import { z } from 'zod'

/** Money in whole fen (1/100 yuan): always a safe integer, may be negative. */
export const Fen = z.int().brand<'fen'>().meta({ description: 'fen (1/100 yuan)' })
export type Fen = z.output<typeof Fen>

/** @throws RangeError when the value is not a safe integer. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of fen: ${value}`)
  return value as Fen
}

/** @throws RangeError when the total leaves the safe integers. */
export function sum(amounts: Iterable<Fen>): Fen {
  let total = 0
  for (const amount of amounts) total += amount
  return fen(total)
}

/** `¥1,234.50`, for people. */
export function yuan(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount < 0 ? '-' : ''}¥${whole}.${digits.slice(-2)}`
}

/** `1234.50`: the decimal form that vendors and bank files want. */
export function decimalYuan(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export type Rounding = 'halfUp' | 'down' | 'up'

/**
 * `numerator / denominator`, rounded once to a whole number. Exact over BigInt, so that no float is ever in between.
 * @throws RangeError when an operand or the result is not a safe integer, or the denominator is not positive.
 */
export function divide(numerator: bigint, denominator: bigint, rounding: Rounding): number {
  if (denominator <= 0n) throw new RangeError(`not a positive denominator: ${denominator}`)
  const negative = numerator < 0n
  const magnitude = negative ? -numerator : numerator
  let quotient = magnitude / denominator
  const rest = magnitude % denominator
  if (rounding === 'halfUp' ? rest * 2n >= denominator : rounding === 'up' && rest > 0n) quotient += 1n
  const result = Number(negative ? -quotient : quotient)
  if (!Number.isSafeInteger(result)) throw new RangeError(`beyond a safe integer: ${quotient}`)
  return result
}
