import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { destination } from 'pino'
import { systemClock } from '#core/kernel/clock.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { exitCodeOfStartError, StartError } from '#core/kernel/startError.ts'
import { createApp } from './app.ts'
import { readConfig } from './config.ts'
import { noticeOfInvoice } from './invoices.ts'
import { openJournal } from './journal.ts'
import { noticeOf } from './orders.ts'

/** `node main.ts --config FILE [--with-parent]`; with a parent it ends when its standard input does. */
async function main() {
  const { config: file, 'with-parent': withParent } = readArguments()
  const config = await readConfig(file)
  const logger = createLogger(config.logLevel, destination(2))
  const journal = await openJournal(join(config.dataDir, 'journal.jsonl'), (error) => {
    logger.fatal({ err: error }, 'the journal cannot be written')
    process.exit(1)
  })

  let url = ''
  const publicUrl = () => config.publicUrl?.replace(/\/+$/, '') ?? url
  const { app, orders, invoices, notifier, decider } = await createApp({
    config,
    journal,
    logger,
    now: systemClock,
    publicUrl,
  })
  const handle = app.callback()
  const server = createServer((request, response) => void handle(request, response))
  await once(server.listen(config.port, config.host), 'listening').catch((error: unknown) => {
    throw new StartError(`cannot listen on ${config.host}:${config.port}: ${String(error)}`)
  })
  url = addressOf(server.address())

  async function stop() {
    decider.stop()
    notifier.stop()
    server.close()
    server.closeAllConnections()
    await journal.close()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
  if (withParent) process.stdin.once('close', () => void stop()).resume()

  for (const order of orders.unnoticed()) notifier.notify(noticeOf(order))
  for (const asked of invoices.unnoticed()) notifier.notify(noticeOfInvoice(asked, systemClock()))
  for (const asked of invoices.undecided()) decider.decide(asked)
  process.stdout.write(`${JSON.stringify({ ready: true, url, pid: process.pid })}\n`)
}

function readArguments() {
  const options = { config: { type: 'string' }, 'with-parent': { type: 'boolean', default: false } } as const
  const { config, ...others } = parseArgs({ options }).values
  if (config === undefined) throw new StartError('which configuration? --config FILE')
  return { config, ...others }
}

/** As this machine reaches it. */
function addressOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new StartError('not listening on a port')
  const host = address.address === '0.0.0.0' || address.address === '::' ? '127.0.0.1' : address.address
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
}

try {
  await main()
} catch (error) {
  if (!(error instanceof StartError)) throw error
  for (const fault of error.faults) process.stderr.write(`sandbox: ${fault}\n`)
  process.exit(exitCodeOfStartError)
}
