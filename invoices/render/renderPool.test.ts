import { afterEach, describe, expect, it } from 'vitest'
import { createLogger } from '#core/kernel/logger.ts'
import { samplePrinted } from '#test/invoicing/samplePrinted.ts'
import { createRenderPool, type RenderPool, type RenderPoolOptions } from './renderPool.ts'

const fragile = new URL('../../test/processes/fragileThread.ts', import.meta.url)

let pool: RenderPool
afterEach(() => pool.close())

const open = (options: Partial<RenderPoolOptions> = {}) => {
  pool = createRenderPool({ logger: createLogger('silent'), program: fragile, ...options })
}
const render = (number: string) => pool.render({ ...samplePrinted, number })
const threadOf = async (number: string) => (await render(number))[0]

describe('threads that render', () => {
  it('serve one invoice after the other', async () => {
    open()
    const threads = await Promise.all(['a', 'b', 'c', 'd'].map(threadOf))
    expect(new Set(threads).size).toBe(1)
  })

  it('share the work when there are several', async () => {
    open({ size: 2 })
    const threads = await Promise.all(['slow', 'slow', 'slow', 'slow'].map(threadOf))
    expect(new Set(threads).size).toBe(2)
  })

  it.each(['exit', 'throw'])('are replaced when they die (%s), and only the invoice in hand fails', async (how) => {
    open()
    const before = await threadOf('a')
    const [died, next] = await Promise.allSettled([render(how), threadOf('b')])
    expect(died).toMatchObject({
      status: 'rejected',
      reason: { message: 'the thread that rendered the invoice ended' },
    })
    expect(next).toMatchObject({ status: 'fulfilled' })
    expect(await threadOf('c')).not.toBe(before)
  })

  it('are replaced when they hang', async () => {
    open({ limitMs: 2_000 })
    const [hung, next] = await Promise.allSettled([render('hang'), render('b')])
    expect([hung?.status, next?.status]).toEqual(['rejected', 'fulfilled'])
  })

  it('live on when an invoice cannot be rendered', async () => {
    open()
    const before = await threadOf('a')
    await expect(render('fail')).rejects.toThrow('refused on purpose')
    expect(await threadOf('b')).toBe(before)
  })

  it('take no more than may wait', async () => {
    open({ mostWaiting: 2 })
    const outcomes = await Promise.allSettled(['slow', 'b', 'c', 'd', 'e'].map(render))
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ])
  })

  it('refuse what waits when they are closed, and what comes later', async () => {
    open()
    const [inHand, waiting] = [render('hang'), render('b')]
    const ends = Promise.allSettled([inHand, waiting])
    await pool.close()
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(render('c')).rejects.toThrow('were ended')
  })

  it('make the same file as this thread does, with a font of their own', async () => {
    pool = createRenderPool({ logger: createLogger('silent') })
    const bytes = await pool.render(samplePrinted)
    const { renderInvoice } = await import('./renderInvoice.ts')
    const { readInvoiceFont } = await import('./invoiceFont.ts')
    expect(Buffer.from(bytes).equals(await renderInvoice(samplePrinted, readInvoiceFont()))).toBe(true)
  })
})
