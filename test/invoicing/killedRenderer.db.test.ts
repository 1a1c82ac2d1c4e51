import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { systemClock } from '#core/kernel/clock.ts'
import { openDatabase } from '#core/kernel/database.ts'
import { openDiskBlobStore } from '#core/kernel/diskBlobStore.ts'
import { hubSchema } from '#gateway/schema.ts'
import { InvoiceTable } from '#invoices/issuing/invoice.table.ts'
import { receiveInvoiceResult } from '#invoices/issuing/receiveInvoiceResult.ts'
import { migratedUrl, type TestDatabaseKind } from '../databases.ts'
import type { InvoiceRendererOrder } from '../processes/invoiceRenderer.ts'
import { ended, startProcess } from '../processes/spawned.ts'
import { fromSetup } from '../services/fromSetup.ts'
import { createInvoiceHouse } from './invoiceHouse.ts'

const kinds: { kind: TestDatabaseKind }[] = [{ kind: 'sqlite' }, { kind: 'mariadb' }]
const invoices = 4
/** A minute's lease, and some more. */
const laterEachTime = 90_000

describe.each(kinds)('invoices on $kind whose renderer is killed', ({ kind }) => {
  it('have one file each in the end, and the disk has no other', { timeout: 120_000 }, async () => {
    const databaseUrl = await migratedUrl(kind)
    const folder = join(fromSetup('TEST_FOLDER'), randomUUID())
    const key = randomBytes(32)
    await issueInvoices(databaseUrl)
    const order = { databaseUrl, folder, key: key.toString('hex') }

    // Whatever was stored, nobody has written down that it was.
    const first = await start({ ...order, laterMs: 0, haltAfterStoring: true })
    await heard(first, 'stored')
    first.kill('SIGKILL')
    expect(await ended(first)).toBe('SIGKILL')
    expect(filesIn(folder).length).toBeGreaterThan(0)
    for (let round = 1; round <= 3; round++) {
      const renderer = await start({ ...order, laterMs: round * laterEachTime, haltAfterStoring: round === 2 })
      await setTimeout(100 + Math.random() * 700)
      renderer.kill('SIGKILL')
      await ended(renderer)
    }
    const last = await start({ ...order, laterMs: 4 * laterEachTime, haltAfterStoring: false })
    expect(await ended(last)).toBe(0)

    const database = await openDatabase(databaseUrl, hubSchema)
    const rows = await database.read.find(InvoiceTable)
    await database.close()
    expect(rows).toHaveLength(invoices)
    expect(rows.filter(({ pdfAt }) => pdfAt === null)).toEqual([])
    expect(filesIn(folder).toSorted()).toEqual(rows.map(({ pdfId }) => pdfId).toSorted())
    const keys = { current: 'test', all: { test: key } }
    const store = await openDiskBlobStore({ folder, keys, clock: systemClock })
    for (const { pdfId } of rows) {
      const bytes = await buffer((await store.get(pdfId ?? '')).stream)
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
      expect(bytes.subarray(-6).toString().trim()).toBe('%%EOF')
    }
  })
})

async function issueInvoices(databaseUrl: string) {
  const database = await openDatabase(databaseUrl, hubSchema)
  const house = await createInvoiceHouse(database, systemClock)
  for (let index = 0; index < invoices; index++) {
    const { bill } = await house.paidBill()
    const { id, gross } = await house.request([bill.id])
    const number = `2637200000012345678${index}`
    const result = { state: 'issued' as const, number, issuedAt: systemClock(), gross }
    await receiveInvoiceResult(house.deps, { name: 'sandbox', official: false }, id, result)
  }
  await database.close()
}

const start = (order: InvoiceRendererOrder) => startProcess('invoiceRenderer.ts', order)

function heard(child: Awaited<ReturnType<typeof start>>, word: string): Promise<void> {
  return new Promise((resolve) => child.stdout.on('data', (chunk: Buffer) => chunk.includes(word) && resolve()))
}

/** Of whole ones; where a blob is being written is another folder. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && basename(entry.parentPath) !== 'writing')
    .map(({ name }) => name)
