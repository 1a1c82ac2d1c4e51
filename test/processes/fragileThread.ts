import { parentPort, threadId } from 'node:worker_threads'
import type { PrintedInvoice } from '#invoices/render/printedInvoice.ts'

// In the place of a thread that renders: does what the number of the invoice says, to see what the pool makes of it.

parentPort?.on('message', ({ number }: PrintedInvoice) => {
  if (number === 'exit') process.exit(1)
  if (number === 'throw') throw new Error('thrown on purpose')
  if (number === 'hang') return
  if (number === 'fail') return parentPort?.postMessage({ error: 'refused on purpose' }, [])
  const answer = () => parentPort?.postMessage({ bytes: new Uint8Array([threadId]) }, [])
  setTimeout(answer, number === 'slow' ? 100 : 0)
})
