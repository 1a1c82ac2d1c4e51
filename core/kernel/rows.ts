import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm'
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
  const { name, quote, columns } = plan(tx, table)
  const changed = changing.map((property) => {
    const column = columns.find((one) => one.property === property)
    if (!column) throw new Error(`${name} has no column ${property}`)
    return { property, name: quote(column.name), store: column.store }
  })
  for (let start = 0; start < rows.length; start += rowsPerCase) {
    const chunk = rows.slice(start, start + rowsPerCase)
    const value = chunk.length === 1 ? '?' : `case id ${'when ? then ? '.repeat(chunk.length)}end`
    const parameters = changed.flatMap(({ property, store }) =>
      chunk.flatMap((row) => (chunk.length === 1 ? [store(row[property])] : [row.id, store(row[property])])),
    )
    const ids = chunk.map((row) => row.id)
    await tx.query(
      `update ${name} set ${changed.map((column) => `${column.name} = ${value}`).join(', ')} where id in ${placeholders(ids)}`,
      [...parameters, ...ids],
    )
  }
}

interface Transformer {
  to(value: unknown): unknown
}

function plan<T extends ObjectLiteral>(manager: EntityManager, table: EntitySchema<T>) {
  const metadata = manager.dataSource.getMetadata(table)
  const columns = metadata.columns.map((column) => {
    const transformer = column.transformer as Transformer | undefined
    return {
      name: column.databaseName,
      property: column.propertyName,
      store: transformer ? (value: unknown) => transformer.to(value) : (value: unknown) => value,
    }
  })
  const quote = (name: string) => manager.dataSource.driver.escape(name)
  const name = quote(metadata.tableName)
  const insert = `insert into ${name} (${columns.map((c) => quote(c.name)).join(',')}) values`
  return { name, quote, insert, columns }
}

/** `(?, ?, ?)` for an `in` of raw SQL. @throws RangeError for an empty list, which no SQL can say. */
export function placeholders(values: readonly unknown[]): string {
  if (values.length === 0) throw new RangeError('no values for an in (…)')
  return `(${values.map(() => '?').join(',')})`
}
