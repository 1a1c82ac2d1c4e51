import type { ComponentName } from '#core/billing/tariff.ts'
import { divide, type Fen, fen, type Rounding } from '#core/kernel/fen.ts'

/** How a price with tax in it comes to whole fen without: the rest is the tax, so the two always make the price. */
const netRounding: Rounding = 'halfUp'
const whole = 10_000

/**
 * What is taxed of a water bill. Supply is tap water by the simplified method, 3 % within the price; the sewage fee is
 * collected for the city, and the part that is the resource tax is no turnover either: both are not taxed (不征税).
 */
export const rateBasisPoints: Readonly<Record<ComponentName, number | null>> = {
  supply: 300,
  sewage: null,
  resourceTax: null,
}

/** Splits what was paid, tax included. `basisPoints` null: not taxed. @throws RangeError below zero */
export function splitTax(gross: Fen, basisPoints: number | null): { net: Fen; tax: Fen } {
  if (gross < 0) throw new RangeError(`an amount below zero: ${gross}`)
  if (basisPoints === null) return { net: gross, tax: fen(0) }
  const net = fen(divide(BigInt(gross) * BigInt(whole), BigInt(whole + basisPoints), netRounding))
  return { net, tax: fen(gross - net) }
}
