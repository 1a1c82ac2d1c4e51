import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import mysql, { type RowDataPacket } from 'mysql2/promise'
import type { HubConfig } from '../config.ts'
import { hubSchema } from '../schema.ts'
import { fault, type Finding, ok, reasonOf, warning } from './finding.ts'

const patienceMs = 5_000
const subject = 'database'
const restart = 'Restart the hub: it brings the schema up to date at its start. Back up before.'

/** Looks, and changes nothing: no migration is run. */
export async function lookAtDatabase(config: Pick<HubConfig, 'DATABASE_URL' | 'DATA_DIR'>): Promise<Finding> {
  const url = config.DATABASE_URL ?? `sqlite:${join(config.DATA_DIR, 'hub.db')}`
  return url.startsWith('sqlite:') ? lookAtFile(url.slice('sqlite:'.length)) : lookAtServer(url)
}

function lookAtFile(file: string): Finding {
  if (!existsSync(file)) return ok(subject, `SQLite; ${file} is made at the first start`)
  try {
    const sqlite = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: patienceMs })
    try {
      if (sqlite.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error('its pages are damaged')
      const done = sqlite.prepare('select name from migrations').pluck().all()
      return upToDate(`SQLite, ${file}`, done.map(String))
    } finally {
      sqlite.close()
    }
  } catch (error) {
    const says = `${file} cannot be used: ${reasonOf(error)}`
    return fault(subject, says, 'Restore the last back-up, or move the data folder away to begin a new demonstration.')
  }
}

async function lookAtServer(url: string): Promise<Finding> {
  let connection: mysql.Connection | undefined
  try {
    const uri = url.replace(/^mariadb:/, 'mysql:')
    connection = await mysql.createConnection({ uri, connectTimeout: patienceMs })
    const [versions] = await connection.query<RowDataPacket[]>('select version() as version')
    const version = String(versions[0]?.['version'])
    const old = tooOld(version)
    if (old) return fault(subject, `${version} is older than the hub can use`, old)
    const [tables] = await connection.query<RowDataPacket[]>("show tables like 'migrations'")
    if (tables.length === 0) return ok(subject, `${version}; empty, its tables are made at the first start`)
    const [rows] = await connection.query<RowDataPacket[]>('select name from migrations')
    return upToDate(
      version,
      rows.map((row) => String(row['name'])),
    )
  } catch (error) {
    const remedy =
      'Check DATABASE_URL: mysql://user:password@host:port/name; the user needs all rights on that database.'
    return fault(subject, `MySQL or MariaDB cannot be used: ${reasonOf(error)}`, remedy)
  } finally {
    await connection?.end()
  }
}

/** `for update skip locked` is in MariaDB since 10.6 and in MySQL since 8. */
function tooOld(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  if (version.includes('MariaDB')) return major * 100 + minor < 1_006 ? 'Upgrade to MariaDB 10.6 or newer.' : null
  return major < 8 ? 'Upgrade to MySQL 8 or newer.' : null
}

function upToDate(what: string, done: readonly string[]): Finding {
  const known = hubSchema.migrations.map((Migration) => new Migration().name ?? Migration.name)
  const open = known.filter((name) => !done.includes(name))
  const foreign = done.filter((name) => !known.includes(name))
  if (foreign.length > 0) {
    const remedy = 'Run the version of the hub that made it, or restore the back-up from before that.'
    return fault(subject, `${what}: was made by a newer hub (${foreign.at(-1)})`, remedy)
  }
  if (open.length > 0) return warning(subject, `${what}: ${open.length} migrations are to be run`, restart)
  return ok(subject, `${what}, schema up to date`)
}
