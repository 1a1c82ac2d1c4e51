import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { until } from '#test/kernel/until.ts'
import { settingsInside } from './exchangeHouse.ts'
import type { Network } from './network.ts'

const port = 9_700
const program = join(import.meta.dirname, '../processes/callcenter.ts')

/** The telephone of a hub inside of a network, in a process of its own that can be killed and started again. */
export interface CallcenterHouse {
  /** Rows of the hub's database, as its process sees them. */
  rows<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>
  /** Waits until a query answers a row. */
  untilRow<Row>(sql: string, parameters?: readonly unknown[], ms?: number): Promise<Row>
  kill(): Promise<void>
  start(): Promise<void>
  /** Ends it in good order. */
  close(): Promise<void>
  log(): string
}

export async function openCallcenterHouse(network: Network): Promise<CallcenterHouse> {
  const order = JSON.stringify({ folder: network.folder, exchange: settingsInside(), port })
  const outside = await network.reach(port)
  let child: ChildProcess
  let log = ''

  async function ask(sql: string, parameters: readonly unknown[] = []): Promise<unknown> {
    const body = JSON.stringify({ sql, parameters })
    const response = await fetch(`http://127.0.0.1:${outside}/`, {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(10_000),
    })
    if (!response.ok) throw new Error(await response.text())
    return response.json()
  }
  async function start() {
    const before = log.length
    child = network.start([process.execPath, program, order], { output: 'pipe' })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (said) => (log += String(said)))
    await until(() => {
      if (child.exitCode !== null) throw new Error(`the callcenter has not started:\n${log}`)
      return log.slice(before).includes('the telephone is ready')
    }, 40_000)
    await until(() =>
      ask('select 1').then(
        () => true,
        () => false,
      ),
    )
  }
  await start()
  return {
    rows: async <Row>(sql: string, parameters?: readonly unknown[]) => (await ask(sql, parameters)) as Row[],
    async untilRow<Row>(sql: string, parameters: readonly unknown[] = [], ms = 10_000) {
      let found: unknown
      await until(async () => {
        ;[found] = (await ask(sql, parameters)) as unknown[]
        return found !== undefined
      }, ms).catch((error: unknown) => {
        throw new Error(`${sql}: ${String(error)}\n${log.slice(-6_000)}`)
      })
      return found as Row
    },
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    start,
    async close() {
      const gone = once(child, 'exit')
      await ask('close').catch(() => undefined)
      await gone
    },
    log: () => log,
  }
}
