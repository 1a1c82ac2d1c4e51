import { openDatabase } from '#core/kernel/database.ts'
import { openDiskBlobStore } from '#core/kernel/diskBlobStore.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { startOutboxLoop } from '#core/kernel/outboxRunner.ts'
import { hubSchema } from '#gateway/schema.ts'
import { createInvoiceHandlers } from '#invoices/invoiceHandlers.ts'
import { createRenderPool } from '#invoices/render/renderPool.ts'
import { setTimeout } from 'node:timers/promises'

// A process that makes the files of issued invoices, for a test to kill. It says `begun`, then `stored` for each file,
// and ends when nothing is due.

/** What the test tells it, as JSON in the first argument. */
export interface InvoiceRendererOrder {
  databaseUrl: string
  folder: string
  /** In hexadecimal. */
  key: string
  /** How much later it is for this one, so that it need not wait for the leases of those who were killed. */
  laterMs: number
  /** Does nothing more once a file is stored: what would be written down next is not. */
  haltAfterStoring: boolean
}

const order = JSON.parse(process.argv[2] ?? '{}') as InvoiceRendererOrder
const clock = () => Date.now() + order.laterMs
const logger = createLogger('error')
const keys = { current: 'test', all: { test: Buffer.from(order.key, 'hex') } }
const store = await openDiskBlobStore({ folder: order.folder, keys, clock })
const blobs: typeof store = {
  ...store,
  async put(content, about) {
    const stored = await store.put(content, about)
    process.stdout.write('stored\n')
    if (order.haltAfterStoring) await setTimeout(600_000)
    return stored
  },
}

const database = await openDatabase(order.databaseUrl, hubSchema)
const pool = createRenderPool({ logger, size: 2 })
const handlers = createInvoiceHandlers({ database, clock, taxPlatform: null, blobs, pool })
const runner = startOutboxLoop({ database, clock, handlers, logger })
process.stdout.write('begun\n')

const unfinished = `
  select id from event where fannedOutAt is null
  union all select id from delivery where state <> 'done' limit 1`
while ((await database.read.query(unfinished)).length > 0) await setTimeout(50)
await runner.stop()
await pool.close()
await database.close()
