import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from './freePort.ts'
import { asRoot, type Guarded, openGuarded } from './guarded.ts'

const execute = promisify(execFile)
const portsTried = 3
const usualPatienceMs = 60_000
const probeEveryMs = 25

/** How a service ends: in its own good time (SIGTERM), or in the middle of what it does (SIGKILL). */
export type Ending = 'gracefully' | 'killed'

export interface ServicePlan {
  name: string
  /** Whom the service runs as when the tests run as root. */
  user: string
  /** Lays what the service needs into its empty folder, before it starts for the first time. */
  prepare?(folder: string): Promise<void>
  command(folder: string, port: number): readonly string[]
  url(port: number): string
  /** Rejects as long as the service does not answer. */
  probe(port: number): Promise<void>
  /** How long it may take to answer for the first time; a minute unless told. */
  patienceMs?: number
}

/** A private instance of a service on 127.0.0.1, gone with its data when this process is, even by SIGKILL. */
export interface Service {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Holds its data, and in output.log what it prints. */
  readonly folder: string
  /** Ends the process and keeps its data, until `resume`. */
  halt(ending: Ending): Promise<void>
  /** Starts it again, on the same port and data; resolves when it answers. */
  resume(): Promise<void>
  restart(ending: Ending): Promise<void>
  /** Ends it for good and removes its data. */
  stop(): Promise<void>
}

export async function startService(plan: ServicePlan): Promise<Service> {
  const guarded = await openGuarded(plan.name)
  try {
    await plan.prepare?.(guarded.folder)
    if (asRoot) await execute('chown', ['-R', `${plan.user}:`, guarded.folder])
    const started = await startOnFreePort(plan, guarded)
    const { port } = started
    let { pid } = started
    const service: Service = {
      url: plan.url(port),
      port,
      folder: guarded.folder,
      get pid() {
        return pid
      },
      halt: (ending) => guarded.end(ending === 'killed' ? 'SIGKILL' : 'SIGTERM'),
      async resume() {
        pid = await start(plan, guarded, port)
      },
      async restart(ending) {
        await service.halt(ending)
        await service.resume()
      },
      stop: guarded.close,
    }
    return service
  } catch (error) {
    await guarded.close()
    throw error
  }
}

/** Between finding a port free and listening on it, another process can take it. */
async function startOnFreePort(plan: ServicePlan, guarded: Guarded) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    try {
      return { port, pid: await start(plan, guarded, port) }
    } catch (error) {
      if (attempt === portsTried) throw error
    }
  }
}

async function start(plan: ServicePlan, guarded: Guarded, port: number): Promise<number> {
  const pid = await guarded.run([...asUser(plan.user), ...plan.command(guarded.folder, port)])
  let ended: string | undefined
  const exited = guarded.exited().then(
    (how) => (ended = how),
    // Its guard is gone, and the service with it; later, when nobody looks any more, that is no fault of anybody's.
    (error: unknown) => (ended = String(error)),
  )
  const deadline = performance.now() + (plan.patienceMs ?? usualPatienceMs)
  for (;;) {
    const failure = await plan.probe(port).then(
      () => undefined,
      (error: unknown) => error,
    )
    if (ended !== undefined) throw new Error(`${plan.name} ended at its start: ${ended}\n${outputIn(guarded.folder)}`)
    if (failure === undefined) return pid
    if (performance.now() > deadline) throw new Error(`${plan.name} does not answer:\n${outputIn(guarded.folder)}`)
    await Promise.race([exited, setTimeout(probeEveryMs)])
  }
}

/** The kernel kills the service when its guard dies; for that it must not change its user itself. */
const asUser = (user: string) => {
  const become = asRoot ? [`--reuid=${user}`, `--regid=${user}`, '--init-groups'] : []
  return ['setpriv', '--pdeathsig=KILL', ...become]
}

function outputIn(folder: string): string {
  const file = join(folder, 'output.log')
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-30).join('\n') : ''
}

/** Servers lie in folders that a user's PATH does not have. */
export function findProgram(name: string): string {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/local/sbin', '/usr/sbin', '/sbin']
  const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file))
  if (!found) throw new Error(`${name} is not installed: npm test brings it`)
  return found
}
