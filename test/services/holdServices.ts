import { startMariadb } from './mariadb.ts'
import { startRedis } from './redis.ts'

// A run in small, for guarded.db.test.ts to kill: it has services and would never end by itself.

export interface Held {
  pids: number[]
  folders: string[]
}

const services = [await startMariadb(), await startRedis()]
const held: Held = { pids: services.map(({ pid }) => pid), folders: services.map(({ folder }) => folder) }
process.send?.(held)
setInterval(() => undefined, 1_000)
