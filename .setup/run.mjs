import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Fault } from './fault.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const node24 = join(root, 'node_modules/node/bin/node')

const setpriv = '/usr/bin/setpriv'
const insistsAfterMs = 1_000

/**
 * Runs a program on the Node that the dependencies bring, with this terminal. The program has a process group of its
 * own, so that a Ctrl-C reaches it once, from here, and not a second time from the terminal; should this process be
 * killed, the kernel asks the program to stop (SIGTERM).
 * @param {readonly string[]} args
 * @param {(text: string) => void} [onReport] takes what the program writes to its file descriptor 3
 * @returns {Promise<number>} its exit code; 128 and the number of the signal, when one ended it
 */
export function runNode(args, onReport) {
  const command = existsSync(setpriv) ? [setpriv, '--pdeathsig', 'TERM', node24, ...args] : [node24, ...args]
  const stdio = ['inherit', 'inherit', 'inherit', ...(onReport ? ['pipe'] : [])]
  const child = spawn(command[0], command.slice(1), { cwd: root, stdio, detached: true })
  if (onReport) child.stdio[3].setEncoding('utf8').on('data', onReport)
  return untilExit(child)
}

/** The first signal is passed on; who asks again, a second later, does not want to wait any longer. */
function untilExit(child) {
  let firstAt = 0
  const pass = (signal) => {
    if (firstAt === 0) child.kill(signal)
    else if (Date.now() - firstAt > insistsAfterMs) killGroup(child)
    firstAt ||= Date.now()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass)
  stopWithNpm(() => firstAt === 0 && pass('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    // 'close' comes when everything that it has reported was read, too.
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
  })
}

/** Asked to stop, npm passes that on to its shell only, which ends and leaves this process behind. */
function stopWithNpm(stop) {
  const shell = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== shell && stop(), 500).unref()
}

function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}

/**
 * Runs a command without a terminal and keeps what it prints.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} env
 * @param {string} cwd
 * @returns {Promise<{ code: number; output: string }>}
 */
export function capture(command, args, env, cwd = root) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => reject(new Fault(`${command} cannot be run: ${error.message}`)))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Beginning and end of what a command printed, indented, for a sentence that says what failed. */
export function excerpt(output, lines = 12) {
  const all = output.trimEnd().split('\n')
  const shown = all.length <= 2 * lines ? all : [...all.slice(0, lines), '…', ...all.slice(-lines)]
  return shown.map((line) => `  ${line}`).join('\n')
}
