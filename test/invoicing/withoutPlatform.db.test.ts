import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InvoiceAnswer, TaxPlatform } from '#core/invoicing/taxPlatform.ts'
import { taxPlatformUnavailable } from '#core/invoicing/invoicing.errors.ts'
import type { BlobStore } from '#core/kernel/blobStore.ts'
import { systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { openDiskBlobStore } from '#core/kernel/diskBlobStore.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { deliver, dueDeliveries, fanOut } from '#core/kernel/outbox.ts'
import { createInvoiceHandlers } from '#invoices/invoiceHandlers.ts'
import { InvoiceTable } from '#invoices/issuing/invoice.table.ts'
import { pollInvoices } from '#invoices/issuing/pollInvoices.ts'
import { createRenderPool } from '#invoices/render/renderPool.ts'
import { databases } from '../databases.ts'
import { fromSetup } from '../services/fromSetup.ts'
import { createInvoiceHouse } from './invoiceHouse.ts'
import { readPdf } from './readPdf.ts'

const logger = createLogger('silent')
const pool = createRenderPool({ logger })
afterAll(() => pool.close())

const number = '26370000000123456789'

/** An official platform in this process, whose answers the test names. */
function platformThat(answer: () => InvoiceAnswer): TaxPlatform & { issued: string[] } {
  const issued: string[] = []
  return {
    name: 'official',
    official: true,
    issued,
    issue: async ({ requestNumber }) => {
      issued.push(requestNumber)
      return { state: 'accepted' }
    },
    query: async () => answer(),
    openRedForm: () => Promise.reject(taxPlatformUnavailable('none')),
    queryRedForm: () => Promise.reject(taxPlatformUnavailable('none')),
  }
}

describe.each(databases)('invoices without a tax platform on $kind', ({ open }) => {
  let database: Database
  let blobs: BlobStore
  let later: number
  const clock = () => systemClock() + later
  beforeEach(async () => {
    later = 0
    database = await open()
    const keys = { current: 'test', all: { test: randomBytes(32) } }
    blobs = await openDiskBlobStore({ folder: join(fromSetup('TEST_FOLDER'), randomUUID()), keys, clock })
  })
  afterEach(() => database.close())

  async function drain(taxPlatform: TaxPlatform | null) {
    const handlers = createInvoiceHandlers({ database, clock, taxPlatform, blobs, pool })
    const deps = { database, clock, handlers }
    await fanOut(deps)
    const due = await dueDeliveries(deps)
    return due.length === 0 ? 0 : deliver(deps, due)
  }
  const rowOf = (id: string) => database.read.findOneByOrFail(InvoiceTable, { id })
  const textOf = async (blobId: string | null) =>
    (await readPdf(await buffer((await blobs.get(blobId ?? '')).stream))).text

  it('can be seen as samples that say so, and are issued once there is a platform', async () => {
    const house = await createInvoiceHouse(database, clock)
    const { bill } = await house.paidBill()
    const { id } = await house.request([bill.id])
    expect(await drain(null)).toBe(1)
    const sample = await rowOf(id)
    expect(sample).toMatchObject({ state: 'requested', number: null, official: false })
    expect(sample.pdfAt).not.toBeNull()
    const sampleText = await textOf(sample.pdfId)
    expect(sampleText).toContain('样张 SAMPLE')
    expect(sampleText).toContain('未开具')

    later = 20_000
    let answer: InvoiceAnswer = { state: 'unknown' }
    const platform = platformThat(() => answer)
    expect(await pollInvoices({ database, clock, taxPlatform: platform, logger })).toBe(1)
    expect(platform.issued).toEqual([id])
    expect(await rowOf(id)).toMatchObject({ state: 'issuing' })
    later = 60_000
    answer = { state: 'issued', number, issuedAt: clock(), gross: sample.gross }
    expect(await pollInvoices({ database, clock, taxPlatform: platform, logger })).toBe(1)
    expect(await rowOf(id)).toMatchObject({ state: 'issued', number, official: true, pdfAt: null })
    expect(await drain(platform)).toBe(1)
    const real = await rowOf(id)
    const text = await textOf(real.pdfId)
    expect(text).toContain(number)
    expect(text).not.toContain('样张')
    expect(await blobs.exists(sample.pdfId ?? '')).toBe(false)
  })

  it('wait while a platform cannot be reached, asked ever less often', async () => {
    const house = await createInvoiceHouse(database, clock)
    const { bill } = await house.paidBill()
    const { id } = await house.request([bill.id])
    const away = platformThat(() => {
      throw taxPlatformUnavailable('network')
    })
    const pauses: number[] = []
    for (let asked = 0; asked < 10; asked++) {
      later += Math.max(0, ((await rowOf(id)).nextPollAt ?? 0) - clock())
      const askedAt = clock()
      expect(await pollInvoices({ database, clock, taxPlatform: away, logger })).toBe(1)
      pauses.push(Math.round((((await rowOf(id)).nextPollAt ?? 0) - askedAt) / 1_000))
    }
    expect(pauses).toEqual([15, 30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600])
    expect(await rowOf(id)).toMatchObject({ state: 'requested' })
  })
})
