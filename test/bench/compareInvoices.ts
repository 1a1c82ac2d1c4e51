import type { Bench } from './bench.ts'
import { atLeast, type Figure, median } from './figure.ts'
import type { RenderQuestion, RenderResult } from './renderInvoices.ts'

const wanted = 0.7

/** Invoices a second of the hub, and of PDFKit drawing the same by hand; by turns, and their ratios' median counts. */
export async function compareInvoices(bench: Bench): Promise<Figure[]> {
  const { invoices, rounds } = bench.size
  bench.say(`rendering ${invoices} invoices, ${rounds} rounds`)
  const renderer = bench.start<null, RenderQuestion, RenderResult>('renderInvoices.ts', null)
  const run = (way: RenderQuestion['way']) => renderer.ask({ way, invoices })
  // The first ones look up the font's characters.
  const [first, firstByHand] = [await run('hub'), await run('bare')]
  if (Math.abs(first.bytes / firstByHand.bytes - 1) > 0.05)
    throw new Error(`files of ${first.bytes} and ${firstByHand.bytes} bytes do not say the same`)
  const rates: { hub: number; limit: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const [hub, limit] = [await run('hub'), await run('bare')]
    rates.push({ hub: invoices / hub.seconds, limit: invoices / limit.seconds })
  }
  await renderer.end()
  const perSecond = (values: readonly number[]) => `${median(values).toFixed(0)}/s`
  return [
    {
      what: 'rendering an invoice',
      database: '',
      clients: null,
      hub: perSecond(rates.map((rate) => rate.hub)),
      limit: perSecond(rates.map((rate) => rate.limit)),
      ...atLeast(median(rates.map((rate) => rate.hub / rate.limit)), wanted),
    },
  ]
}
