import { type ChildProcess, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Order, Report } from './guard.ts'

/** A temporary folder, and room for one process, which are gone when this process is, even by SIGKILL. */
export interface Guarded {
  readonly folder: string
  /** Starts the process; it is killed when the guard itself is. Resolves to its pid. */
  run(command: readonly string[]): Promise<number>
  /** How the process that ran last ended, once it has. Does not keep this process waiting for it. */
  exited(): Promise<string>
  /** Sends the process that runs a signal and waits for its end. */
  end(signal: NodeJS.Signals): Promise<void>
  /** Kills what runs and removes the folder. */
  close(): Promise<void>
}

export const asRoot = process.getuid?.() === 0
/** A user who is not root has no way into every folder that root's TMPDIR might name. */
const parent = asRoot ? '/tmp' : tmpdir()

const patienceMs = 10_000

/** `name` becomes part of the folder's name. */
export async function openGuarded(name: string): Promise<Guarded> {
  const guard = spawn(process.execPath, [join(import.meta.dirname, 'guard.ts'), parent, name], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const gone = new Promise<void>((resolve) => guard.on('exit', () => resolve()))
  const { folder } = await answer(guard, (report) => ('folder' in report ? report : undefined))
  let exited: Promise<string> = Promise.resolve('was not started')
  rest(guard)
  return {
    folder,
    async run(command) {
      wake(guard)
      exited = answer(guard, (report) => ('exited' in report ? report.exited : undefined))
      exited.catch(() => undefined)
      const started = answer(guard, (report) => ('pid' in report ? report.pid : undefined))
      send(guard, { run: command })
      const pid = await Promise.race([started, exited])
      rest(guard)
      if (typeof pid === 'string') throw new Error(`${command.join(' ')}: ${pid}`)
      return pid
    },
    exited: () => exited,
    async end(signal) {
      wake(guard)
      send(guard, { signal })
      await exited
      rest(guard)
    },
    async close() {
      wake(guard)
      if (guard.connected) guard.disconnect()
      // Its death takes the service along; the next guard removes the folder.
      const impatient = setTimeout(() => guard.kill('SIGKILL'), patienceMs)
      await gone
      clearTimeout(impatient)
    },
  }
}

function send(guard: ChildProcess, order: Order) {
  guard.send(order)
}

function answer<T>(guard: ChildProcess, pick: (report: Report) => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const onMessage = (report: Report) => {
      const picked = pick(report)
      if (picked === undefined) return
      stop()
      resolve(picked)
    }
    const onExit = () => {
      stop()
      reject(new Error('the guard of a test service has ended'))
    }
    const stop = () => {
      guard.off('message', onMessage)
      guard.off('exit', onExit)
    }
    guard.on('message', onMessage)
    guard.on('exit', onExit)
  })
}

// A guard that nobody waits for must not keep this process from ending.
function rest(guard: ChildProcess) {
  guard.unref()
  guard.channel?.unref()
}

function wake(guard: ChildProcess) {
  guard.ref()
  guard.channel?.ref()
}
