import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Owner } from './owner.ts'
import type { Places } from './places.ts'

const lookEveryMs = 100
const patienceMs = 10_000

/** Asterisk as a process that does not depend on this one: a hub that dies leaves it to the next. */
export interface AsteriskProcess {
  /** Of the process that runs now, whoever started it; null when none does. */
  running(): number | null
  /** What the process that runs was started with. */
  startedWith(): string | null
  start(digest: string): number
  stop(): Promise<void>
}

export function asteriskProcess(places: Places, owner: Owner | null): AsteriskProcess {
  const { program } = places
  const pidFile = join(places.run, 'hub.pid')
  const configuration = join(places.configuration, 'asterisk.conf')
  const [loader, asterisk] = [join(program, 'ld.so'), join(program, 'asterisk')]
  const command = [loader, '--library-path', join(program, 'lib'), asterisk, '-C', configuration, '-f', '-n']

  const note = () => (existsSync(pidFile) ? readFileSync(pidFile, 'utf8').split(' ') : [])
  const running = () => {
    const pid = Number(note()[0])
    return pid > 0 && runs(pid, configuration) ? pid : null
  }
  return {
    running,
    startedWith: () => note()[1] ?? null,
    start(digest) {
      const output = openSync(join(places.log, 'console.log'), 'a', 0o600)
      const [file = '', ...args] = [...restricted(owner), ...command]
      // In a session of its own, so that no Ctrl-C and no end of a terminal reaches it.
      const child = spawn(file, args, {
        cwd: places.folder,
        env: {},
        detached: true,
        stdio: ['ignore', output, output],
      })
      closeSync(output)
      // That it could not be started is seen by nobody being there.
      child.on('error', () => undefined)
      child.unref()
      const pid = child.pid ?? 0
      writeFileSync(pidFile, `${pid} ${digest}`, { mode: 0o600 })
      return pid
    },
    async stop() {
      const pid = running()
      if (pid === null) return
      process.kill(pid, 'SIGTERM')
      for (const end = performance.now() + patienceMs; runs(pid, configuration);) {
        if (performance.now() > end) process.kill(pid, 'SIGKILL')
        await setTimeout(lookEveryMs)
      }
    },
  }
}

/** As a user without any right of root's, and without a way to get one. */
const restricted = (owner: Owner | null) => {
  const become = owner
    ? [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', '--bounding-set=-all', '--inh-caps=-all']
    : []
  return ['/usr/bin/setpriv', '--no-new-privs', ...become]
}

/** A number is given to another process some day: it is the command that tells. One that nobody waited for is gone. */
function runs(pid: number, configuration: string): boolean {
  try {
    if (/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return false
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    // There is none for a moment while one program makes way for the other.
    return words.join('') === '' || words.includes(configuration)
  } catch {
    return false
  }
}
