import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import mysql from 'mysql2/promise'
import { describe, expect, it } from 'vitest'
import { openGuarded } from './guarded.ts'
import type { Held } from './holdServices.ts'
import { startMariadb } from './mariadb.ts'
import { startRedis } from './redis.ts'

describe('the services of a run', () => {
  const killings: { what: string; kill: (run: ChildProcess) => void }[] = [
    { what: 'it is killed', kill: (run) => run.kill('SIGKILL') },
    { what: 'its process group is killed', kill: (run) => process.kill(-(run.pid ?? 0), 'SIGKILL') },
  ]

  it.each(killings)('are gone with their data when $what', async ({ kill }) => {
    const run = fork(join(import.meta.dirname, 'holdServices.ts'), { detached: true })
    const { pids, folders } = await new Promise<Held>((resolve) => run.once('message', resolve))
    expect(folders.map((folder) => existsSync(folder))).toEqual([true, true])
    kill(run)
    await expect.poll(() => pids.filter(isAlive), { timeout: 5_000 }).toEqual([])
    await expect.poll(() => folders.filter((folder) => existsSync(folder)), { timeout: 5_000 }).toEqual([])
  })
})

describe('a guarded process', () => {
  it('is killed when its guard is, and the next guard removes what it left', async () => {
    const redis = await startRedis()
    process.kill(parentOf(redis.pid), 'SIGKILL')
    await expect.poll(() => isAlive(redis.pid), { timeout: 5_000 }).toBe(false)
    expect(existsSync(redis.folder)).toBe(true)
    const next = await startRedis()
    expect(existsSync(redis.folder)).toBe(false)
    await next.stop()
  })

  it('that cannot be started is an error', async () => {
    const guarded = await openGuarded('nothing')
    await expect(guarded.run(['/nowhere/to/be/found'])).rejects.toThrow('ENOENT')
    await guarded.close()
    expect(existsSync(guarded.folder)).toBe(false)
  })
})

describe('a service', () => {
  it.each(['gracefully', 'killed'] as const)('keeps its port and data when it is restarted %s', async (ending) => {
    const mariadb = await startMariadb()
    const { pid } = mariadb
    const query = async (sql: string) => {
      const connection = await mysql.createConnection(mariadb.url.replace('mariadb:', 'mysql:'))
      const [rows] = await connection.query(sql)
      await connection.end()
      return rows
    }
    await query('create table kept (number int)')
    await query('insert into kept values (7)')
    await mariadb.restart(ending)
    expect(await query('select number from kept')).toEqual([{ number: 7 }])
    expect(mariadb.pid).not.toBe(pid)
    expect(isAlive(pid)).toBe(false)
    await mariadb.stop()
    expect(isAlive(mariadb.pid)).toBe(false)
  })

  it('answers no more while it is halted', async () => {
    const redis = await startRedis()
    await redis.halt('gracefully')
    await expect(fetch(redis.url.replace('redis:', 'http:'))).rejects.toThrow('fetch failed')
    await redis.resume()
    await setTimeout(50)
    expect(isAlive(redis.pid)).toBe(true)
    await redis.stop()
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // What nobody has waited for yet has a number still.
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

const parentOf = (pid: number) => Number(/^PPid:\t(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
