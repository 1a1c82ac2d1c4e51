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

/**
 * The lines of an invoice for what bills charge. Each line of a bill is split by itself, then lines of one component,
 * tier and price are added up: an invoice for several bills is exactly the sum of invoices for each. What costs nothing
 * is no line.
 */
export function invoiceLines(charged: readonly PriceLine[]): InvoicedAmounts {
  const merged = new Map<string, { price: number; line: InvoiceLine }>()
  for (const { component, tier, unitPrice, litres: volume, amount } of charged) {
    if (amount === 0) continue
    const rate = rateBasisPoints[component]
    const { net, tax } = splitTax(amount, rate)
    const key = `${component} ${tier} ${unitPrice}`
    const before = merged.get(key)?.line
    const line: InvoiceLine = {
      component,
      tier,
      litres: litres((before?.litres ?? 0) + volume),
      gross: fen((before?.gross ?? 0) + amount),
      net: fen((before?.net ?? 0) + net),
      tax: fen((before?.tax ?? 0) + tax),
      rateBasisPoints: rate,
    }
    merged.set(key, { price: unitPrice, line })
  }
  const lines = [...merged.values()].toSorted(inSequence).map(({ line }) => line)
  const total = (of: (line: InvoiceLine) => Fen) => sum(lines.map(of))
  return { lines, gross: total(({ gross }) => gross), net: total(({ net }) => net), tax: total(({ tax }) => tax) }
}

function inSequence(a: { price: number; line: InvoiceLine }, b: { price: number; line: InvoiceLine }): number {
  const byComponent = sequence.indexOf(a.line.component) - sequence.indexOf(b.line.component)
  return byComponent || (a.line.tier ?? 0) - (b.line.tier ?? 0) || a.price - b.price
}
