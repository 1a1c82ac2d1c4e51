import { createReadStream, createWriteStream, statSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import mysql, { type RowDataPacket } from 'mysql2/promise'
import { BackupError } from './backup.errors.ts'
import { countDumpedRows } from './countDumpedRows.ts'
import type { DatabaseArchive } from './databaseArchive.ts'
import { nameIn, withClient } from './mysqlClient.ts'

/** A MariaDB or MySQL; other processes go on using it. Only its schema must stay as it is meanwhile. */
export function createMysqlArchive(url: string): DatabaseArchive {
  async function asking<T>(work: (connection: mysql.Connection) => Promise<T>): Promise<T> {
    const connection = await mysql
      .createConnection({ uri: url.replace(/^mariadb:/, 'mysql:'), connectTimeout: 10_000 })
      .catch((error: unknown) => {
        // Without the address, in which there is a password.
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
        throw new BackupError(`DATABASE_URL: the database cannot be used (${code}).`)
      })
    try {
      return await work(connection)
    } finally {
      await connection.end()
    }
  }
  const column = async (sql: string, values: string[] = []) =>
    asking(async (connection) => {
      const [rows] = await connection.query<RowDataPacket[]>(sql, values)
      return rows.map((row) => String(Object.values(row)[0]))
    })
  const tables = () => column('select table_name from information_schema.tables where table_schema = database()')
  return {
    kind: 'mysql',
    file: 'hub.sql.gz',
    describe: async () => (await column('select version()'))[0] ?? '',
    migrations: () => column('select name from migrations order by id'),
    async dump(to, onPart) {
      const counted = countDumpedRows()
      // Only for the progress: what it says is near enough.
      const [guess = '0'] = await column(
        'select coalesce(sum(data_length), 0) from information_schema.tables where table_schema = ?',
        [nameIn(url)],
      )
      const watch = watching((bytes) => onPart(Math.min(bytes, Number(guess)), Number(guess) + 1))
      await withClient(url, 'dump', async (child) => {
        if (!child.stdout) throw new Error('a child process without its output')
        const file = createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true })
        await pipeline(child.stdout, watch, counted.pass, createGzip({ level: 1 }), file)
      })
      if (!counted.isComplete()) throw new BackupError('The dump of the database ended before it was complete.')
      return { ...Object.fromEntries((await tables()).map((table) => [table, 0])), ...counted.rows() }
    },
    isEmpty: async () => (await tables()).length === 0,
    async load(from, onPart) {
      const { size } = statSync(from)
      const watch = watching((bytes) => onPart(Math.min(bytes, size - 1), size))
      await withClient(url, 'load', async (child) => {
        if (!child.stdin) throw new Error('a child process without its input')
        await pipeline(createReadStream(from), watch, createGunzip(), child.stdin)
      }).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error)
        throw new BackupError(`${reason}\nThe database ${nameIn(url)} is filled in part: make it anew, and try again.`)
      })
    },
    count: async (names) => {
      const counts = await asking((connection) =>
        Promise.all(
          names.map(async (name) => {
            const [rows] = await connection.query<RowDataPacket[]>(`select count(*) as held from \`${name}\``)
            return [name, Number(rows[0]?.['held'])] as const
          }),
        ),
      )
      return Object.fromEntries(counts)
    },
  }
}

/** Says how many bytes have come by so far. */
function watching(onBytes: (bytes: number) => void) {
  let bytes = 0
  return async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      bytes += chunk.length
      onBytes(bytes)
      yield chunk
    }
  }
}
