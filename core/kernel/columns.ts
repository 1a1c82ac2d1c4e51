import type { EntitySchemaColumnOptions } from 'typeorm'

// Columns that SQLite and MySQL store alike, in two forms: for an EntitySchema, and (migration.ts) for a migration.

/** MySQL answers a bigint as text, SQLite as a number. */
export const safeInteger = {
  to: (value: number | null | undefined) => value,
  from: (value: string | number | null) => {
    if (value === null) return null
    const number = Number(value)
    if (!Number.isSafeInteger(number)) throw new RangeError(`beyond a safe integer: ${value}`)
    return number
  },
}

const json_ = {
  to: (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value)),
  from: (value: string | null): unknown => (value === null ? null : JSON.parse(value)),
}

/** Stored as 0 or 1: MySQL has no boolean of its own. */
const flag_ = {
  to: (value: boolean | null | undefined) => (value === null || value === undefined ? value : Number(value)),
  from: (value: string | number | null) => (value === null ? null : Number(value) === 1),
}

export const id = { type: 'varchar', length: 26, primary: true } satisfies EntitySchemaColumnOptions
export const ref = { type: 'varchar', length: 26 } satisfies EntitySchemaColumnOptions
/** Short texts of programs: states, kinds, numbers, hashes. */
export const code = { type: 'varchar', length: 64 } satisfies EntitySchemaColumnOptions
/** Texts of people on one line. */
export const text = { type: 'varchar', length: 255 } satisfies EntitySchemaColumnOptions
/** A business date, `YYYY-MM-DD`. */
export const date = { type: 'varchar', length: 10 } satisfies EntitySchemaColumnOptions
/** Fen, litres, epoch milliseconds and counts alike. */
export const integer = { type: 'bigint', transformer: safeInteger } satisfies EntitySchemaColumnOptions
export const flag = { type: 'bigint', transformer: flag_ } satisfies EntitySchemaColumnOptions
export const json = { type: 'text', transformer: json_ } satisfies EntitySchemaColumnOptions

/** The column may be empty: its value is `null`, never `undefined`. */
export const optional = <C extends EntitySchemaColumnOptions>(column: C) => ({ ...column, nullable: true as const })

/** A reference to another table's row, kept by a foreign key. `table` is the referring table's name. */
export const refTo = (table: string, column: string, target: string) =>
  ({
    ...ref,
    foreignKey: { target, name: foreignKeyName(table, column), onDelete: 'NO ACTION', onUpdate: 'NO ACTION' },
  }) satisfies EntitySchemaColumnOptions

/** The name of a foreign key, the same in an EntitySchema and in a migration. */
export const foreignKeyName = (table: string, column: string): string => `fk_${table}_${column}`
