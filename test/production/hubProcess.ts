import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { until } from '#test/kernel/until.ts'

const program = join(import.meta.dirname, '../../gateway/main.ts')
const patienceMs = 90_000

/** A part of the hub as a process of its own, that a test kills and starts again with the same settings. */
export interface HubProcess {
  readonly name: string
  /** Resolves when it says that it runs. @throws Error with what it said when it ends instead */
  start(): Promise<void>
  /** Resolves to its exit code, or the signal that ended it. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | string | null>
}

export function hubProcess(name: string, settings: Readonly<Record<string, string>>): HubProcess {
  let running: ReturnType<typeof spawn> | undefined
  return {
    name,
    async start() {
      const child = spawn(process.execPath, [program], { env: settings, stdio: ['ignore', 'pipe', 'pipe'] })
      running = child
      let said = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (data: Buffer) => (said = (said + data.toString()).slice(-20_000)))
      await until(() => said.includes('is running') || hasEnded(child), patienceMs)
      if (hasEnded(child)) throw new Error(`${name} ended at its start:\n${said}`)
    },
    async end(signal) {
      if (!running || hasEnded(running)) return running?.exitCode ?? null
      const child = running
      child.kill(signal)
      await once(child, 'exit')
      return child.signalCode ?? child.exitCode
    },
  }
}

const hasEnded = ({ exitCode, signalCode }: { exitCode: number | null; signalCode: string | null }) =>
  exitCode !== null || signalCode !== null
