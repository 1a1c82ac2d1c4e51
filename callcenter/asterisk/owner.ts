import { execFileSync } from 'node:child_process'
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StartError } from '#core/kernel/startError.ts'

const forOthers = 0o077
const enter = 0o001

/** Whom Asterisk runs as, and owns what it writes; null: whoever the hub is run by. */
export interface Owner {
  name: string
  uid: number
  gid: number
}

/** Root hands the telephone over to `user`: it talks with the whole world. @throws StartError when there is none */
export function findOwner(user: string): Owner | null {
  if (process.getuid?.() !== 0 || !isRealRoot()) return null
  const numberOf = (flag: string) => Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { name: user, uid: numberOf('-u'), gid: numberOf('-g') }
  } catch {
    throw new StartError(`ASTERISK_USER: there is no user ${user} on this machine`)
  }
}

/** Root of a user namespace of its own is outside of it the user who has made it. */
const isRealRoot = () => /^\s*0\s+0\s+/.test(readFileSync('/proc/self/uid_map', 'utf8'))

/**
 * Lets the owner walk through to `folder`. The hub's data folder is closed to everybody else: it is opened for passing,
 * after what else is in it was closed by itself. @throws StartError where a folder above that one is closed
 */
export function openWay(folder: string): void {
  const parent = dirname(folder)
  if (!isOpen(parent)) {
    for (const entry of readdirSync(parent)) {
      const path = join(parent, entry)
      if (path !== folder) close(path)
    }
    chmodSync(parent, (statSync(parent).mode & 0o777) | enter)
  }
  requireWay(folder)
}

/** @throws StartError naming the first folder above `path` that other users may not enter */
export function requireWay(path: string): void {
  const parent = dirname(path)
  if (parent === path) return
  requireWay(parent)
  if (!isOpen(parent))
    throw new StartError(`${parent} is closed to the user that Asterisk runs as: put the hub elsewhere, or open it`)
}

const isOpen = (folder: string) => (statSync(folder).mode & enter) !== 0

function close(path: string) {
  const { mode } = lstatSync(path)
  if ((mode & forOthers) === 0 || lstatSync(path).isSymbolicLink()) return
  chmodSync(path, mode & 0o777 & ~forOthers)
}
