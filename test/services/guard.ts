import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'

// The keeper of one service: a process of its own session, so that nothing that ends the run ends it. When the channel
// to the run closes, however that comes about, it kills the service and removes the folder.

/** What the run asks of its guard. */
export type Order = { run: readonly string[] } | { signal: NodeJS.Signals }
/** What the guard tells the run. */
export type Report = { folder: string } | { pid: number } | { exited: string }

const [parent = '', name = ''] = process.argv.slice(2)
const prefix = `hub-test-${name}-`

let service: ChildProcess | undefined
let exited: Promise<void> = Promise.resolve()

process.on('disconnect', () => void finish())
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void finish())
process.on('message', (order: Order) => {
  if ('run' in order) run(order.run)
  else killService(order.signal)
})

removeLeftovers()
const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`))
tell({ folder })

function run([command = '', ...args]: readonly string[]) {
  const log = openSync(join(folder, 'output.log'), 'a')
  const child = spawn(command, args, { cwd: folder, detached: true, stdio: ['ignore', log, log] })
  service = child
  exited = new Promise((resolve) => {
    const end = (how: string) => {
      if (service === child) service = undefined
      tell({ exited: how })
      resolve()
    }
    child.on('error', (error) => end(error.message))
    child.on('exit', (code, signal) => end(signal ?? `code ${code}`))
  })
  if (child.pid !== undefined) tell({ pid: child.pid })
}

function tell(report: Report) {
  // That the run cannot be told because it has died is what `disconnect` says, too.
  process.send?.(report, undefined, {}, () => undefined)
}

async function finish() {
  killService('SIGKILL')
  await exited
  // A copy into the folder may still be running when the run was killed.
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  process.exit()
}

/** With whatever processes it has started: they are its group. */
function killService(signal: NodeJS.Signals) {
  if (service?.pid === undefined) return
  try {
    process.kill(-service.pid, signal)
  } catch {
    // It has ended meanwhile.
  }
}

/** Folders of guards that were killed themselves, for example with the whole machine. */
function removeLeftovers() {
  for (const entry of readdirSync(parent)) {
    const pid = entry.startsWith(prefix) ? Number(basename(entry).slice(prefix.length).split('-')[0]) : 0
    if (pid > 0 && !alive(pid)) rmSync(join(parent, entry), { recursive: true, force: true })
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
