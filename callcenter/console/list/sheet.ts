import type { Cell, SheetData } from 'write-excel-file/universal'

/**
 * What a number or text in a sheet is: `money` fen, `water` litres, `rate` parts per million, `length` milliseconds,
 * `moment` epoch ms, `date` a business date. A sheet shows them as people know them, and can still add them up.
 */
export type SheetKind = 'text' | 'number' | 'money' | 'water' | 'rate' | 'length' | 'moment' | 'date'

/** A column of a sheet. Null leaves a cell empty. */
export interface SheetColumn<R> {
  title: string
  /** `text` unless told. */
  kind?: SheetKind
  of(row: R): string | number | null
}

const dayMs = 86_400_000
const shanghaiMs = 8 * 3_600_000

interface Way {
  format?: string
  /** In characters. */
  width: number
  make?(value: number): number | Date
}

/** Sheets know no zones: a moment is written as the clocks in Shanghai have it. */
const ways: Record<Exclude<SheetKind, 'text' | 'date'>, Way> = {
  number: { width: 12 },
  money: { width: 14, format: '#,##0.00', make: (fen) => fen / 100 },
  water: { width: 12, format: '#,##0.0##', make: (litres) => litres / 1000 },
  rate: { width: 10, format: '0.0%', make: (ppm) => ppm / 1_000_000 },
  length: { width: 12, format: '[h]:mm:ss', make: (ms) => ms / dayMs },
  moment: { width: 19, format: 'yyyy-mm-dd hh:mm:ss', make: (instant) => new Date(instant + shanghaiMs) },
}

export function sheetCell(kind: SheetKind, value: string | number | null): Cell {
  if (value === null || value === '') return null
  if (kind === 'text') return { value: String(value), type: String }
  if (kind === 'date') return { value: new Date(value), type: Date, format: 'yyyy-mm-dd' }
  const { format, make } = ways[kind]
  const made = make ? make(Number(value)) : Number(value)
  const type = made instanceof Date ? Date : Number
  return { value: made, type, ...(format !== undefined && { format }) }
}

/** The rows of a sheet, with their titles above. */
export const sheetData = <R>(columns: readonly SheetColumn<R>[], rows: readonly R[]): SheetData => [
  columns.map(({ title }) => ({ value: title, type: String, fontWeight: 'bold' as const })),
  ...rows.map((row) => columns.map(({ kind = 'text', of }) => sheetCell(kind, of(row)))),
]

export const sheetWidths = <R>(columns: readonly SheetColumn<R>[]) =>
  columns.map(({ kind = 'text' }) => ({ width: kind === 'text' ? 22 : kind === 'date' ? 12 : ways[kind].width }))

/** What a sheet may be called: at most 31 characters, and none that stands for a place. */
export const sheetName = (name: string): string => name.replace(/[[\]/\\:*?]/g, ' ').slice(0, 31)
