import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import mysql, { type RowDataPacket } from 'mysql2/promise'
import type { Clock } from '#core/kernel/clock.ts'
import type { HubConfig } from '../config.ts'
import { type Finding, ok, warning } from './finding.ts'

const lateMs = 5 * 60_000
const patienceMs = 5_000
const subject = 'work'

const waiting = `select
  (select count(*) from delivery where state = 'dead') as dead,
  (select count(*) from delivery where state = 'due' and dueAt < ?) as late`

/** Whether somebody carries events: whichever process that is, it shows in the database. Nothing where there is none. */
export async function lookAtWork(
  config: Pick<HubConfig, 'DATABASE_URL' | 'DATA_DIR'>,
  clock: Clock,
): Promise<Finding[]> {
  const url = config.DATABASE_URL ?? `sqlite:${join(config.DATA_DIR, 'hub.db')}`
  const before = clock() - lateMs
  try {
    const counted = await (url.startsWith('sqlite:')
      ? countInFile(url.slice('sqlite:'.length), before)
      : count(url, before))
    return counted === null ? [] : [judge(counted)]
  } catch {
    // What is wrong with the database is said where that is looked at.
    return []
  }
}

interface Waiting {
  dead: number
  late: number
}

function judge({ dead, late }: Waiting): Finding {
  if (late > 0) {
    const remedy = 'Start a process with HUB_ROLES=worker, or more of them.'
    return warning(subject, `${late} deliveries have been waiting for more than five minutes`, remedy)
  }
  if (dead > 0)
    return warning(
      subject,
      `${dead} deliveries have failed for good`,
      'Look at them in the console, and try them again.',
    )
  return ok(subject, 'nothing waits')
}

function countInFile(file: string, before: number): Waiting | null {
  if (!existsSync(file)) return null
  const sqlite = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: patienceMs })
  try {
    return sqlite.prepare<[number], Waiting>(waiting).get(before) ?? null
  } finally {
    sqlite.close()
  }
}

async function count(url: string, before: number): Promise<Waiting | null> {
  const uri = url.replace(/^mariadb:/, 'mysql:')
  const connection = await mysql.createConnection({ uri, connectTimeout: patienceMs })
  try {
    const [rows] = await connection.query<RowDataPacket[]>(waiting, [before])
    return { dead: Number(rows[0]?.['dead']), late: Number(rows[0]?.['late']) }
  } finally {
    await connection.end()
  }
}
