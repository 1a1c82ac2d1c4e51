import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Logger } from '#core/kernel/logger.ts'
import { StartError } from '#core/kernel/startError.ts'
import type { SandboxKeys } from './sandboxKeys.ts'
import type { SandboxConfigInput } from './server/config.ts'

export interface SandboxOptions extends Omit<SandboxConfigInput, 'privateKey' | 'merchant'> {
  keys: SandboxKeys
  /** `name` is what payers read, Chinese. */
  merchant: { id: string; name: string }
  logger: Logger
  /** How long it may take to become ready, ms. */
  readyWithinMs?: number
}

export interface RunningSandbox {
  /** The same after a restart. */
  url: string
  /** Of the process as it is now; undefined between two. */
  pid: () => number | undefined
  stop(): Promise<void>
}

const program = fileURLToPath(new URL('server/main.ts', import.meta.url))
const longestPauseMs = 5_000

const Ready = z.object({ ready: z.literal(true), url: z.url(), pid: z.int() })

/**
 * Starts the vendor as a process of its own, which dies with this one, and starts it again when it dies before that.
 * Its configuration, with its private key, is written into its data folder for this user only.
 * @throws StartError when it is not ready in time
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const { keys, merchant, logger, readyWithinMs = 10_000, ...others } = options
  const config: SandboxConfigInput = {
    ...others,
    privateKey: keys.sandbox.privateKey,
    merchant: { ...merchant, publicKey: keys.hub.publicKey },
  }
  const stopping = new AbortController()
  const first = await launch(config, readyWithinMs)
  const { url } = first
  let child: ChildProcess | null = first.child

  async function keepRunning() {
    const settled = { ...config, port: Number(new URL(url).port) }
    for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      if (child) {
        await exited(child)
        child = null
        pauseMs = 100
      }
      if (stopping.signal.aborted) return
      logger.warn({ url }, 'the sandbox has ended and is started again')
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      child = await launch(settled, readyWithinMs).then(
        (again) => again.child,
        (error: unknown) => {
          logger.error({ err: error }, 'the sandbox does not start')
          return null
        },
      )
      if (stopping.signal.aborted) child?.kill('SIGTERM')
    }
  }
  const kept = keepRunning()

  return {
    url,
    pid: () => child?.pid,
    async stop() {
      stopping.abort()
      child?.kill('SIGTERM')
      await kept
    },
  }
}

async function launch(
  config: SandboxConfigInput,
  readyWithinMs: number,
): Promise<{ url: string; child: ChildProcess }> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  const file = join(config.dataDir, 'config.json')
  await writeFile(file, JSON.stringify(config), { mode: 0o600 })
  // Another company's program has no business in the hub's environment: secrets lie there.
  const child = spawn(process.execPath, [program, '--config', file, '--with-parent'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {},
  })
  const limit = AbortSignal.timeout(readyWithinMs)
  try {
    const line = await Promise.race([
      once(createInterface(child.stdout), 'line', { signal: limit }),
      exited(child).then((code) => Promise.reject(new StartError(`the sandbox ended at once, with ${code}`))),
    ])
    child.stdout.resume()
    return { url: Ready.parse(JSON.parse(String(line[0]))).url, child }
  } catch (error) {
    child.kill('SIGKILL')
    if (error instanceof StartError) throw error
    throw new StartError(`the sandbox was not ready within ${readyWithinMs} ms`)
  }
}

async function exited(child: ChildProcess): Promise<number | string | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode ?? child.signalCode
}
