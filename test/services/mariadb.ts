import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import mysql from 'mysql2/promise'
import { asRoot, openGuarded } from './guarded.ts'
import { findProgram, type Service, startService } from './service.ts'

const execute = promisify(execFile)
const user = 'mysql'
const databaseName = 'hub'
const cache = join(import.meta.dirname, '../../.cache')

export interface MariadbOptions {
  /** With the guarantees and caches of a server in use, for benchmarks; otherwise commits survive only its own death. */
  durable?: boolean
}

/** A MariaDB in about a second; `url` names an empty database, whose user may make others. */
export async function startMariadb({ durable = false }: MariadbOptions = {}): Promise<Service> {
  const program = findProgram('mariadbd')
  const template = await templateOf(program)
  return startService({
    name: 'mariadb',
    user,
    prepare: (folder) => copy(template, join(folder, 'data')),
    command: (folder, port) => [program, ...settings(folder, port), ...(durable ? durably : fast)],
    url: (port) => `mariadb://root@127.0.0.1:${port}/${databaseName}`,
    async probe(port) {
      const connection = await mysql.createConnection({ host: '127.0.0.1', port, user: 'root' })
      await connection.query(`create database if not exists ${databaseName}`)
      await connection.end()
    },
  })
}

/** `--no-defaults`: nothing of the machine's own configuration. */
const settings = (folder: string, port: number) => [
  '--no-defaults',
  `--datadir=${join(folder, 'data')}`,
  `--socket=${join(folder, 's.sock')}`,
  `--pid-file=${join(folder, 'mariadb.pid')}`,
  `--port=${port}`,
  '--bind-address=127.0.0.1',
  '--skip-name-resolve',
  '--skip-log-bin',
  '--max-connections=500',
  '--character-set-server=utf8mb4',
  '--collation-server=utf8mb4_bin',
]

const logSize = '--innodb-log-file-size=32M'
const fast = [
  logSize,
  // Commits reach the system's cache, so they outlive the process; nothing waits for the disk.
  '--innodb-flush-log-at-trx-commit=2',
  '--innodb-flush-method=nosync',
  '--skip-innodb-doublewrite',
  '--innodb-buffer-pool-size=128M',
  '--innodb-fast-shutdown=2',
  '--innodb-stats-persistent=0',
]
const durably = ['--innodb-log-file-size=512M', '--innodb-flush-log-at-trx-commit=1', '--innodb-buffer-pool-size=1G']

/**
 * A data folder that no server has used yet: made once for each version of MariaDB and each user, in the cache of this
 * checkout, since making it takes longer than starting the server.
 */
async function templateOf(program: string): Promise<string> {
  const version = (await execute(program, ['--no-defaults', '--version'])).stdout
  const key = createHash('sha256').update(`${version}${process.getuid?.()}${logSize}`).digest('hex').slice(0, 16)
  const template = join(cache, `mariadb-${key}`)
  if (existsSync(template)) return template
  const guarded = await openGuarded('mariadb-install')
  const made = join(cache, `mariadb-${key}-${process.pid}`)
  try {
    const data = join(guarded.folder, 'data')
    await mkdir(cache, { recursive: true })
    if (asRoot) await execute('chown', [user, guarded.folder])
    await execute(findProgram('mariadb-install-db'), [
      '--no-defaults',
      `--datadir=${data}`,
      ...(asRoot ? [`--user=${user}`] : []),
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      '--skip-name-resolve',
      logSize,
      '--innodb-flush-method=nosync',
    ])
    await copy(data, made)
    // A run beside this one may have been faster; then its folder stays.
    await rename(made, template).catch((error: unknown) => {
      if (!existsSync(template)) throw error
    })
    return template
  } finally {
    await Promise.all([guarded.close(), rm(made, { recursive: true, force: true })])
  }
}

const copy = (from: string, to: string) => cp(from, to, { recursive: true })
