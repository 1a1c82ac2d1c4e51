import BetterSqlite from 'better-sqlite3'
import mysql from 'mysql2'
import { answerParent, orderOf } from './child.ts'

// The limit of what writes many rows: the same rows, inserted once more with bulk SQL by hand. Only the inserting counts,
// not where the rows come from.

export interface BulkOrder {
  from: string
  /** With the same accounts, and nothing in the tables that are filled. */
  to: string
  /** What the others refer to: it does not count. */
  before: readonly Selection[]
  counted: readonly Selection[]
}

/** All columns of some rows of a table. */
export interface Selection {
  table: string
  where?: string
}

export interface BulkResult {
  rows: number
  seconds: number
  cpuSeconds: number
}

type Row = readonly unknown[]
interface Target {
  insert(table: string, columns: readonly string[], rows: readonly Row[]): Promise<void>
  begin(): Promise<void>
  commit(): Promise<void>
}
interface Source {
  columns(sql: string): Promise<string[]>
  rows(sql: string): AsyncIterable<Row>
}

const rowsPerStatement = 500
const statementsPerTransaction = 20

const sqlOf = ({ table, where }: Selection) => `select * from ${table}${where === undefined ? '' : ` where ${where}`}`

const { from, to, before, counted } = orderOf<BulkOrder>()

answerParent<'run', BulkResult>(async () => {
  const [source, target] = from.startsWith('sqlite:') ? openSqlite(from, to) : openMysql(from, to)
  let rows = 0
  let ms = 0
  let cpu = 0
  const timed = async (work: () => Promise<void>) => {
    const begun = performance.now()
    const cpuBefore = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(cpuBefore)
    ms += performance.now() - begun
    cpu += user + system
  }
  const copy = async (selection: Selection) => {
    const { table } = selection
    const sql = sqlOf(selection)
    const columns = await source.columns(sql)
    let statements = 0
    for await (const chunk of chunksOf(source.rows(sql))) {
      await timed(async () => {
        if (statements === 0) await target.begin()
        await target.insert(table, columns, chunk)
        statements = (statements + 1) % statementsPerTransaction
        if (statements === 0) await target.commit()
      })
      rows += chunk.length
    }
    if (statements > 0) await timed(() => target.commit())
  }
  for (const selection of before) await copy(selection)
  ;[rows, ms, cpu] = [0, 0, 0]
  for (const selection of counted) await copy(selection)
  return { rows, seconds: ms / 1_000, cpuSeconds: cpu / 1e6 }
})

async function* chunksOf(rows: AsyncIterable<Row>): AsyncIterable<Row[]> {
  let chunk: Row[] = []
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length < rowsPerStatement) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

const intoSql = (table: string, columns: readonly string[]) => `insert into ${table} (${columns.join(',')}) values `

function openSqlite(source: string, target: string): [Source, Target] {
  const reader = new BetterSqlite(source.slice('sqlite:'.length), { readonly: true })
  const writer = new BetterSqlite(target.slice('sqlite:'.length))
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'cache_size = -65536'])
    writer.pragma(pragma)
  const prepared = new Map<string, BetterSqlite.Statement>()
  return [
    {
      columns: async (sql) =>
        reader
          .prepare(sql)
          .columns()
          .map(({ name }) => name),
      async *rows(sql) {
        for (const row of reader.prepare(sql).raw().iterate()) yield row as Row
      },
    },
    {
      async insert(table, columns, rows) {
        const key = `${table} ${rows.length}`
        const tuples = rows.map(() => `(${columns.map(() => '?').join(',')})`).join(',')
        const statement = prepared.get(key) ?? writer.prepare(intoSql(table, columns) + tuples)
        prepared.set(key, statement)
        statement.run(rows.flat())
      },
      begin: async () => void writer.exec('begin'),
      commit: async () => void writer.exec('commit'),
    },
  ]
}

function openMysql(source: string, target: string): [Source, Target] {
  const connect = (url: string) => mysql.createConnection({ uri: url.replace('mariadb:', 'mysql:'), rowsAsArray: true })
  const reader = connect(source)
  const writer = connect(target).promise()
  return [
    {
      async columns(sql) {
        const [, fields] = await reader.promise().query(`${sql} limit 0`)
        return fields.map(({ name }) => name)
      },
      async *rows(sql) {
        for await (const row of reader.query(sql).stream({ highWaterMark: 1_000 })) yield row as Row
      },
    },
    {
      insert: async (table, columns, rows) => void (await writer.query(`${intoSql(table, columns)}?`, [rows])),
      begin: () => writer.beginTransaction(),
      commit: () => writer.commit(),
    },
  ]
}
