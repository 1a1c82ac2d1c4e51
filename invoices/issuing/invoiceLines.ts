import type { PriceLine } from '#core/billing/priceWater.ts'
import type { ComponentName } from '#core/billing/tariff.ts'
import type { InvoiceLine } from '#core/invoicing/taxPlatform.ts'
import { type Fen, fen, sum } from '#core/kernel/fen.ts'
import { litres } from '#core/kernel/litres.ts'
import { rateBasisPoints, splitTax } from './splitTax.ts'

export interface InvoicedAmounts {
  lines: InvoiceLine[]
  gross: Fen
  net: Fen
  tax: Fen
}

const sequence: readonly ComponentName[] = ['supply', 'sewage', 'resourceTax']
/** How far, in fen, the tax of a line may be from the rate of its net before platforms refuse it. */
const tolerance = 6

interface Priced {
  price: number
  line: InvoiceLine
}

/**
 * The lines of an invoice for what bills charge. Each line of a bill is split by itself, then lines of one component,
 * tier and price are added up: an invoice for several bills is exactly the sum of invoices for each. Where the roundings
 * of many add up to more than a platform tolerates, another line begins. What costs nothing is no line.
 */
export function invoiceLines(charged: readonly PriceLine[]): InvoicedAmounts {
  const merged = new Map<string, Priced[]>()
  for (const { component, tier, unitPrice, litres: volume, amount } of charged) {
    if (amount === 0) continue
    const rate = rateBasisPoints[component]
    const split = splitTax(amount, rate)
    const line: InvoiceLine = { component, tier, litres: volume, gross: amount, ...split, rateBasisPoints: rate }
    const key = `${component} ${tier} ${unitPrice}`
    const known = merged.get(key) ?? []
    const last = known.at(-1)
    const together = last && added(last.line, line)
    if (last && together && isTolerable(together)) last.line = together
    else merged.set(key, [...known, { price: unitPrice, line }])
  }
  const lines = [...merged.values()]
    .flat()
    .toSorted(inSequence)
    .map(({ line }) => line)
  const total = (of: (line: InvoiceLine) => Fen) => sum(lines.map(of))
  return { lines, gross: total(({ gross }) => gross), net: total(({ net }) => net), tax: total(({ tax }) => tax) }
}

const added = (one: InvoiceLine, other: InvoiceLine): InvoiceLine => ({
  ...one,
  litres: litres(one.litres + other.litres),
  gross: fen(one.gross + other.gross),
  net: fen(one.net + other.net),
  tax: fen(one.tax + other.tax),
})

const isTolerable = ({ net, tax, rateBasisPoints: rate }: InvoiceLine) =>
  Math.abs(net * (rate ?? 0) - tax * 10_000) <= tolerance * 10_000

function inSequence(a: Priced, b: Priced): number {
  const byComponent = sequence.indexOf(a.line.component) - sequence.indexOf(b.line.component)
  return byComponent || (a.line.tier ?? 0) - (b.line.tier ?? 0) || a.price - b.price
}
