import mysql, { type ResultSetHeader, type RowDataPacket } from 'mysql2/promise'
import { type Database, openDatabase, type Schema, type Transaction } from '#core/kernel/database.ts'
import { type DatabaseSource, fingerprint, lend } from './databaseSource.ts'
import { fromSetup } from './fromSetup.ts'

/**
 * Numbered databases on the server of the run. A process claims the first that no other holds, by a lock that ends
 * with its connection, so a database is migrated once and then serves one test file after the other, emptied.
 */
export function mariadbDatabases(schema: Schema): DatabaseSource {
  const prefix = `hub_${fingerprint(schema)}`
  const held = new Set<string>()
  const idle: { name: string; database: Database }[] = []
  let connection: Promise<mysql.Connection> | undefined
  const control = () => (connection ??= mysql.createConnection(serverUrl().replace('mariadb:', 'mysql:')))

  async function claim(): Promise<string> {
    for (let number = 0; ; number++) {
      const name = `${prefix}_${number}`
      if (held.has(name)) continue
      held.add(name)
      const [rows] = await (await control()).query<RowDataPacket[]>('select get_lock(?, 0) as held', [name])
      if (rows[0]?.['held'] === 1) return name
      held.delete(name)
    }
  }
  async function openClaimed() {
    const name = await claim()
    const [made] = await (await control()).query<ResultSetHeader>(`create database if not exists ${name}`)
    const database = await openDatabase(urlOf(name), schema)
    if (made.affectedRows > 0) await database.transaction(refuseRows)
    return { name, database }
  }
  async function openEmptied() {
    const opened = idle.pop() ?? (await openClaimed())
    await opened.database.transaction(empty)
    return opened
  }
  return {
    async open() {
      const opened = await openEmptied()
      return lend(opened.database, () => void idle.push(opened))
    },
    async migratedUrl() {
      const opened = await openEmptied()
      await opened.database.close()
      return urlOf(opened.name)
    },
    async emptyUrl() {
      const name = `${await claim()}_empty`
      const server = await control()
      // What an earlier test left in it may refer to each other.
      await server.query('set foreign_key_checks = 0')
      await server.query(`create or replace database ${name}`)
      await server.query('set foreign_key_checks = 1')
      return urlOf(name)
    },
  }
}

const serverUrl = () => fromSetup('TEST_MARIADB_URL')
const urlOf = (name: string) => new URL(`/${name}`, serverUrl()).href

async function empty(tx: Transaction) {
  await tx.query('set foreign_key_checks = 0')
  try {
    for (const table of await filledTables(tx)) await tx.query(`delete from \`${table}\``)
  } finally {
    await tx.query('set foreign_key_checks = 1')
  }
}

/** Emptying would take them away, and the next test would find another database than the hub does. */
async function refuseRows(tx: Transaction) {
  const filled = await filledTables(tx)
  if (filled.length > 0)
    throw new Error(`migrations leave rows in ${filled.join(', ')}; mariadbDatabases.ts has to keep them`)
}

async function filledTables(tx: Transaction): Promise<string[]> {
  const all: { name: string }[] = await tx.query(
    `select table_name as name from information_schema.tables where table_schema = database() and table_name <> 'migrations'`,
  )
  if (all.length === 0) return []
  const probes = all.map(({ name }) => `select '${name}' as name from dual where exists (select 1 from \`${name}\`)`)
  const filled: { name: string }[] = await tx.query(probes.join(' union all '))
  return filled.map(({ name }) => name)
}
