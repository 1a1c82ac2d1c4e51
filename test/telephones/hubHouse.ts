import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { FirstStart } from '#gateway/firstStart.ts'
import { staffCaller, staffCookieFor } from '#test/hub/callers.ts'
import { until } from '#test/kernel/until.ts'
import { carrierPort } from './exchangeHouse.ts'
import { address, type Network } from './network.ts'

const port = 9_665
const root = join(import.meta.dirname, '../..')
const startMs = 120_000

export interface LogIn {
  login: string
  password: string
}

/** The whole hub as its users start it, inside of a network, with the demonstration's city and its own Asterisk. */
export interface HubHouse {
  readonly network: Network
  /** Of the hub, for whoever is inside; and for the test. */
  readonly inside: string
  readonly outside: string
  /** Log-ins and demo accounts. */
  readonly made: FirstStart
  readonly log: () => string
  /** Asks as a member of the demonstration's staff. */
  as(login: string): Promise<ReturnType<typeof staffCaller>>
  /** Takes an agent on, who has changed the first password already. */
  hire(login: string): Promise<LogIn & { staffId: string }>
  /** Rows of the hub's database. */
  rows<Row>(sql: string, parameters?: readonly unknown[]): Row[]
  /** Waits until a query answers a row. */
  untilRow<Row>(sql: string, parameters?: readonly unknown[], ms?: number): Promise<Row>
  /** Of Asterisk's process. */
  asterisk(): number
  /** Of the hub's process. */
  pid(): number
  kill(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export async function openHubHouse(
  network: Network,
  settings: Readonly<Record<string, string>> = {},
): Promise<HubHouse> {
  const data = join(network.folder, 'data')
  const env = {
    PATH: process.env['PATH'],
    HOME: network.folder,
    PORT: String(port),
    DATA_DIR: data,
    SIP_ADDRESS: address,
    TRUNK_ADDRESSES: address,
    TRUNK_GATEWAY: `${address}:${carrierPort}`,
    ADDRESS_RATE_LIMIT: '1000000',
    ...settings,
  }
  const outside = `http://127.0.0.1:${await network.reach(port)}`
  let child: ChildProcess
  let log = ''

  async function start() {
    const before = log.length
    child = network.start([process.execPath, join(root, 'gateway/main.ts')], { env, output: 'pipe', cwd: root })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (said) => (log += String(said)))
    await until(() => {
      if (child.exitCode !== null) throw new Error(`the hub has not started:\n${log.slice(before)}`)
      const said = log.slice(before)
      return said.includes('is running') && said.includes('the telephone is ready')
    }, startMs).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${log.slice(-4_000)}`)
    })
  }
  await start()
  const made = FirstStart.parse(JSON.parse(readFileSync(join(data, 'first-start.json'), 'utf8')))
  const database = new Sqlite(join(data, 'hub.db'), { readonly: true })
  const rows = <Row>(sql: string, parameters: readonly unknown[] = []) =>
    database.prepare(sql).all(...parameters) as Row[]

  async function as(login: string) {
    const person = made.staff.find((one) => one.login === login)
    if (!person) throw new Error(`the demonstration has no ${login}`)
    return staffCaller(outside, await staffCookieFor(outside, login, person.password))
  }

  return {
    network,
    inside: `http://127.0.0.1:${port}`,
    outside,
    made,
    log: () => log,
    as,
    async hire(login) {
      const admin = await as('admin')
      const [unit] = rows<{ id: string }>('select id from org_unit where parentId is null')
      if (!unit) throw new Error('no root unit')
      const [first, password] = ['changed at the first log-in', 'kept for all the others']
      const roles = [{ role: 'agent', unitId: unit.id }]
      const body = { login, name: `坐席${login}`, unitId: unit.id, password: first, roles }
      const { staffId } = await admin('POST /api/staff/staff', { body })
      const agent = staffCaller(outside, await staffCookieFor(outside, login, first))
      await agent('PUT /api/staff/me/password', { body: { current: first, next: password } })
      return { login, password, staffId }
    },
    rows,
    async untilRow<Row>(sql: string, parameters: readonly unknown[] = [], ms = 15_000) {
      const end = Date.now() + ms
      for (;;) {
        const [found] = rows<Row>(sql, parameters)
        if (found !== undefined) return found
        if (Date.now() > end) {
          const calls = rows('select number, phase, outcome, state from call_record order by id desc limit 5')
          const shown = JSON.stringify(calls, null, 1)
          throw new Error(`no row: ${sql} ${String(parameters)}\n${shown}\n${log.slice(-2_000)}`)
        }
        await setTimeout(20)
      }
    },
    asterisk: () => Number(readFileSync(join(data, 'asterisk/run/hub.pid'), 'utf8').split(' ')[0]),
    pid: () => child.pid ?? 0,
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    start,
    async close() {
      database.close()
      await network.close()
    },
  }
}
