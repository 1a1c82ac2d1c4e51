import { z } from 'zod'

/** Water in whole litres: always a safe integer; negative only in corrections. */
export const Litres = z.int().brand<'litres'>().meta({ description: 'litres' })
export type Litres = z.output<typeof Litres>

/** @throws RangeError when the value is not a safe integer. */
export function litres(value: number): Litres {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of litres: ${value}`)
  return value as Litres
}

/** Litres of a number of cubic metres with at most three decimals. @throws RangeError beyond them. */
export function cubicMetres(value: number): Litres {
  const exact = Math.round(value * 1000)
  if (Math.abs(exact - value * 1000) > 1e-6) throw new RangeError(`finer than a litre: ${value} m³`)
  return litres(exact)
}

/** `12.3 吨`, for people. */
export const tonnes = (volume: Litres): string => `${(volume / 1000).toFixed(3).replace(/\.?0+$/, '')} 吨`
