import type { DataSource, EntityManager, EntitySchema, ObjectLiteral } from 'typeorm'
import type { Transaction } from './database.ts'

/** SQLite takes 32,766 parameters a statement. */
const mostParameters = 30_000
/** Chunks of one size make one statement, which SQLite then prepares once. */
const rowsPerStatement = 200

/**
 * Inserts many rows with few statements, on both kinds of database: what `tx.insert` does, at a tenth of its cost a
 * row. Every column must be given; values pass through the columns' transformers.
 */
export async function insertRows<T extends ObjectLiteral>(
  tx: Transaction,
  table: EntitySchema<T>,
  rows: readonly T[],
): Promise<void> {
  const { insert, columns } = plan(tx, table)
  const size = Math.min(rowsPerStatement, Math.floor(mostParameters / columns.length))
  const tuple = `(${columns.map(() => '?').join(',')})`
  for (let start = 0; start < rows.length; start += size) {
    const chunk = rows.slice(start, start + size)
    const parameters: unknown[] = []
    for (const row of chunk)
      for (const column of columns) parameters.push(column.store(row[column.property as keyof T]))
    await tx.query(`${insert} ${Array(chunk.length).fill(tuple).join(',')}`, parameters)
  }
}

/** A CASE is gone through from its beginning for every row. */
const rowsPerCase = 50

/**
 * Changes some columns of many rows with few statements: each row, known by its `id`, gets values of its own. They pass
 * through the columns' transformers.
 */
export async function updateRows<T extends ObjectLiteral & { id: string }, Column extends keyof T & string>(
  tx: Transaction,
  table: EntitySchema<T>,
  changing: readonly Column[],
  rows: readonly Pick<T, Column | 'id'>[],
): Promise<void> {
  const { name, columns } = plan(tx, table)
  const changed = changing.map((property) => {
    const column = columns.find((one) => one.property === property)
    if (!column) throw new Error(`${name} has no column ${property}`)
    return column
  })
  for (let start = 0; start < rows.length; start += rowsPerCase) {
    const chunk = rows.slice(start, start + rowsPerCase)
    const value = chunk.length === 1 ? '?' : `case id ${'when ? then ? '.repeat(chunk.length)}end`
    const parameters = changed.flatMap(({ property, store }) =>
      chunk.flatMap((row) => {
        const stored = store(row[property as Column])
        return chunk.length === 1 ? [stored] : [row.id, stored]
      }),
    )
    const ids = chunk.map((row) => row.id)
    await tx.query(
      `update ${name} set ${changed.map((column) => `${column.quoted} = ${value}`).join(', ')} where id in ${placeholders(ids)}`,
      [...parameters, ...ids],
    )
  }
}

/**
 * The row whose columns have these values, of a key that is unique: what `findOneBy` answers, at a fraction of its cost.
 * `ending` is that of a SELECT that locks.
 */
export async function findRow<T extends ObjectLiteral>(
  manager: EntityManager,
  table: EntitySchema<T>,
  where: Partial<T>,
  ending = '',
): Promise<T | null> {
  const { select, columns } = plan(manager, table)
  const wanted = Object.keys(where)
  const conditions = wanted.map((property) => {
    const column = columns.find((one) => one.property === property)
    // What is null equals nothing in SQL, and undefined is somebody's mistake.
    if (!column || (where[property] ?? null) === null) throw new Error(`no value for a column ${property}`)
    return `${column.quoted} = ?`
  })
  const [row]: Record<string, unknown>[] = await manager.query(
    `${select} where ${conditions.join(' and ')} limit 1${ending}`,
    Object.values<unknown>(where),
  )
  if (!row) return null
  return Object.fromEntries(columns.map(({ property, name, load }) => [property, load(row[name])])) as T
}

interface Transformer {
  to(value: unknown): unknown
  from(value: unknown): unknown
}

interface Plan {
  name: string
  insert: string
  select: string
  columns: readonly {
    property: string
    name: string
    quoted: string
    store(value: unknown): unknown
    load(value: unknown): unknown
  }[]
}

/** Tables never change while a process runs: what is found out about them once is kept, for hot paths. */
const plans = new WeakMap<DataSource, Map<EntitySchema, Plan>>()

function plan<T extends ObjectLiteral>({ dataSource }: EntityManager, table: EntitySchema<T>): Plan {
  const known = plans.get(dataSource) ?? new Map<EntitySchema, Plan>()
  plans.set(dataSource, known)
  const found = known.get(table as EntitySchema)
  if (found) return found
  const made = planOf(dataSource, table)
  known.set(table as EntitySchema, made)
  return made
}

const asItIs = (value: unknown) => value

function planOf<T extends ObjectLiteral>(dataSource: DataSource, table: EntitySchema<T>): Plan {
  const metadata = dataSource.getMetadata(table)
  const quote = (name: string) => dataSource.driver.escape(name)
  const columns = metadata.columns.map((column) => {
    const transformer = column.transformer as Transformer | undefined
    return {
      property: column.propertyName,
      name: column.databaseName,
      quoted: quote(column.databaseName),
      store: transformer ? (value: unknown) => transformer.to(value) : asItIs,
      load: transformer ? (value: unknown) => transformer.from(value) : asItIs,
    }
  })
  const name = quote(metadata.tableName)
  const list = columns.map(({ quoted }) => quoted).join(',')
  return { name, columns, insert: `insert into ${name} (${list}) values`, select: `select ${list} from ${name}` }
}

/** `(?, ?, ?)` for an `in` of raw SQL. @throws RangeError for an empty list, which no SQL can say. */
export function placeholders(values: readonly unknown[]): string {
  if (values.length === 0) throw new RangeError('no values for an in (…)')
  return `(${values.map(() => '?').join(',')})`
}
