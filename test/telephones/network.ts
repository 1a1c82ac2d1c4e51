import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readlinkSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { asRoot, openGuarded } from '#test/services/guarded.ts'
import { until } from '#test/kernel/until.ts'

/** The one address of a network that is not loopback: browsers get no media by 127.0.0.1. */
export const address = '10.99.0.1'
/** From where nobody may call: addresses of the network that no trunk has. */
export const stranger = '10.99.0.66'

/** A network of its own for the processes of a test, in which every port is free. Nothing leaves it. */
export interface Network {
  /** Private to the test; gone with the network. */
  readonly folder: string
  /** What a command must begin with to run inside. The process is the child itself, no wrapper of it. */
  readonly entry: readonly string[]
  /** Starts a program inside; it is killed when this process is. */
  start(command: readonly string[], options?: StartOptions): ChildProcess
  /** Runs a program inside to its end. */
  run(command: readonly string[]): Promise<{ code: number | null; output: string }>
  /** The same port of 127.0.0.1 inside, as a port outside. */
  reach(port: number): Promise<number>
  /** Ends every process inside, also those that have left their parents. */
  close(): Promise<void>
}

export interface StartOptions {
  env?: Readonly<Record<string, string | undefined>>
  /** Where it prints; nowhere unless told. */
  output?: 'inherit' | 'pipe'
  cwd?: string
}

const setUp = `ip link set lo up && ip addr add ${address}/32 dev lo && ip addr add ${stranger}/32 dev lo && exec sleep infinity`

export async function openNetwork(): Promise<Network> {
  const guarded = await openGuarded('network')
  const isolate = asRoot ? ['unshare', '--net'] : ['unshare', '--user', '--map-root-user', '--net']
  // The kernel lets only root watch over a process of another user.
  const holder = await guarded.run([...(asRoot ? ['setpriv', '--pdeathsig=KILL'] : []), ...isolate, 'sh', '-c', setUp])
  await until(() => readFileSync(`/proc/${holder}/comm`, 'utf8') === 'sleep\n')
  // Asterisk, which is not run by root, has its folder in this one.
  await chmod(guarded.folder, 0o711)
  const entry = [
    'nsenter',
    ...(asRoot ? [] : ['--user', '--preserve-credentials']),
    '--net',
    `--target=${holder}`,
    '--',
  ]
  const namespace = readlinkSync(`/proc/${holder}/ns/net`)
  const sweeper = spawn(process.execPath, [join(import.meta.dirname, 'sweep.ts'), String(holder), namespace], {
    detached: true,
    stdio: 'ignore',
  })
  sweeper.unref()
  const socket = join(guarded.folder, 'door')
  const doors: Server[] = []

  const start = (command: readonly string[], { env, output, cwd }: StartOptions = {}) => {
    const out = output ?? 'ignore'
    return spawn('setpriv', ['--pdeathsig=KILL', ...entry, ...command], {
      env: env ?? process.env,
      cwd: cwd ?? guarded.folder,
      stdio: ['ignore', out, out],
    })
  }
  const door = start([process.execPath, join(import.meta.dirname, 'door.ts'), socket], { output: 'inherit' })
  await until(() => opens(socket))

  return {
    folder: guarded.folder,
    entry,
    start,
    async run(command) {
      const child = start(command, { output: 'pipe' })
      let output = ''
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)))
      const [code] = (await once(child, 'close')) as [number | null]
      return { code, output }
    },
    async reach(port) {
      const server = createServer((outer) => {
        const inner = connect(socket)
        inner.write(`${port}\n`)
        outer.pipe(inner).pipe(outer)
        for (const [one, other] of [[outer, inner] as const, [inner, outer] as const]) {
          one.on('error', () => other.destroy())
          one.on('close', () => other.destroy())
        }
      })
      doors.push(server)
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      const bound = server.address()
      if (bound === null || typeof bound === 'string') throw new Error('a door has no port')
      server.unref()
      return bound.port
    },
    async close() {
      for (const server of doors) server.close()
      door.kill('SIGKILL')
      sweeper.ref()
      await guarded.close()
      if (sweeper.exitCode === null) await once(sweeper, 'exit')
    },
  }
}

async function opens(path: string): Promise<boolean> {
  const socket = connect(path)
  const opened = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false)
  socket.destroy()
  return opened
}
