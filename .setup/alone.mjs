import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { root } from './run.mjs'

const cache = join(root, '.cache')
const lock = join(cache, 'setup.lock')
const owner = join(lock, 'pid')

/**
 * Runs `work` while no other command of this checkout does: two `npm ci` at once would break each other. A lock whose
 * owner has died is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  mkdirSync(cache, { recursive: true })
  for (let waited = false; !take(); waited = true) {
    if (!waited) process.stderr.write('Waiting for another command that is installing …\n')
    await setTimeout(500)
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function take() {
  try {
    mkdirSync(lock)
    writeFileSync(owner, String(process.pid))
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (abandoned()) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

function abandoned() {
  try {
    const pid = Number(readFileSync(owner, 'utf8'))
    // Between making the folder and writing the file there is no number yet.
    if (pid > 0) process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
