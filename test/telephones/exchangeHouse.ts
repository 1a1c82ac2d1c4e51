import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Exchange } from '#callcenter/asterisk/exchange.ts'
import type { ExchangeSettings } from '#callcenter/asterisk/settings.ts'
import { address, type Network } from './network.ts'

/** Where the tests' callers ring: the hotline, from their carrier's address. */
export const hotline = `sip:966566@${address}:5060`
/** Where the carrier takes calls that go out. */
export const carrierPort = 5080

type Given = Partial<z.input<typeof ExchangeSettings>>

/** Settings for an Asterisk inside of a network: one trunk, which is everybody at its address. */
export const settingsInside = (given: Given = {}): Given => ({
  trunks: [{ name: 'line', networks: [address], gateway: `${address}:${carrierPort}` }],
  sip: { address, port: 5060 },
  ...given,
})

export interface ExchangeProcess {
  /** Of the process that has started it, and looks after it. */
  readonly child: ChildProcess
  readonly exchange: Omit<Exchange, 'close'>
  readonly folder: string
  /** Number of Asterisk's own process. */
  pid(): number
  /** What the file of this name in Asterisk's log folder says. */
  log(name: 'asterisk.log' | 'security.log' | 'console.log'): string
  /** Asks ARI, from inside as from outside. */
  ari(method: string, path: string, body?: object, password?: string): Promise<Response>
}

/** Starts an exchange inside of the network, or takes over the one that runs there, by a process of its own. */
export async function startExchangeInside(network: Network, given: Given = {}): Promise<ExchangeProcess> {
  const told = join(network.folder, 'exchange.json')
  rmSync(told, { force: true })
  const program = join(import.meta.dirname, 'runExchange.ts')
  const settings = JSON.stringify(settingsInside(given))
  const child = network.start([process.execPath, program, network.folder, settings], { output: 'pipe' })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)))
  const ended = once(child, 'exit').then(() => true)
  while (!existsSync(told) || readFileSync(told, 'utf8') === '') {
    if (await Promise.race([ended, new Promise<false>((resolve) => setTimeout(() => resolve(false), 20))]))
      throw new Error(`the exchange has not started:\n${output}`)
  }
  const exchange = JSON.parse(readFileSync(told, 'utf8')) as Omit<Exchange, 'close'>
  const folder = join(network.folder, 'asterisk')
  const port = await network.reach(Number(new URL(exchange.ari.url).port))
  const { username } = exchange.ari
  return {
    child,
    exchange,
    folder,
    pid: () => Number(readFileSync(join(folder, 'run/hub.pid'), 'utf8').split(' ')[0]),
    log: (name) => readFileSync(join(folder, 'log', name), 'utf8'),
    ari: (method, path, body, password = exchange.ari.password) =>
      fetch(`http://127.0.0.1:${port}/ari${path}`, {
        method,
        headers: {
          authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
          'content-type': 'application/json',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  }
}

/** Ends the process in its own good time, and Asterisk with it. */
export async function stopExchange({ child }: ExchangeProcess): Promise<void> {
  child.kill('SIGTERM')
  if (child.exitCode === null) await once(child, 'exit')
}
