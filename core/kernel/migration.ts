import type { MigrationInterface, QueryRunner, TableColumnOptions } from 'typeorm'
import { Table } from 'typeorm'
import { foreignKeyName } from './columns.ts'

// What migrations are written with; the shapes are those of columns.ts. A migration, once released, never changes.

export const id: TableColumnOptions = { name: 'id', type: 'varchar', length: '26', isPrimary: true }
export const ref = (name: string): TableColumnOptions => ({ name, type: 'varchar', length: '26' })
export const code = (name: string): TableColumnOptions => ({ name, type: 'varchar', length: '64' })
export const text = (name: string): TableColumnOptions => ({ name, type: 'varchar', length: '255' })
export const date = (name: string): TableColumnOptions => ({ name, type: 'varchar', length: '10' })
export const integer = (name: string): TableColumnOptions => ({ name, type: 'bigint' })
export const flag = integer
export const json = (name: string): TableColumnOptions => ({ name, type: 'text' })
export const optional = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isNullable: true })
export const primary = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isPrimary: true })

interface TablePlan {
  name: string
  columns: TableColumnOptions[]
  /** Name of the key → its columns. */
  uniques?: Record<string, string[]>
  indices?: Record<string, string[]>
  /** Column → the table whose `id` it names. */
  references?: Record<string, string>
}

export function table(plan: TablePlan): Table {
  const { name, columns, uniques = {}, indices = {}, references = {} } = plan
  return new Table({
    name,
    columns,
    uniques: Object.entries(uniques).map(([key, columnNames]) => ({ name: key, columnNames })),
    indices: Object.entries(indices).map(([key, columnNames]) => ({ name: key, columnNames })),
    foreignKeys: Object.entries(references).map(([column, referencedTableName]) => ({
      name: foreignKeyName(name, column),
      columnNames: [column],
      referencedTableName,
      referencedColumnNames: ['id'],
      onDelete: 'NO ACTION',
      onUpdate: 'NO ACTION',
    })),
  })
}

/** A migration that creates tables in their order and, undone, drops them in the other. */
export function creating(name: string, tables: readonly Table[]): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = name
    async up(runner: QueryRunner) {
      for (const made of tables) await runner.createTable(made)
    }
    async down(runner: QueryRunner) {
      for (const made of tables.toReversed()) await runner.dropTable(made.name)
    }
  }
}
