import type { TableColumnType } from 'antd'
import type { SheetColumn } from './sheet.ts'

/** A column of a list; what `sheet` says goes into a file, a column without it does not. */
export type ListColumn<R> = Omit<TableColumnType<R>, 'title' | 'dataIndex'> & {
  title: string
  dataIndex?: keyof R & string
  sheet?: Omit<SheetColumn<R>, 'title'>
}

/** What a column is remembered by. */
export const keyOf = <R>({ key, dataIndex, title }: ListColumn<R>): string =>
  typeof key === 'string' ? key : (dataIndex ?? title)

export const sheetColumns = <R>(columns: readonly ListColumn<R>[]): SheetColumn<R>[] =>
  columns.flatMap(({ title, sheet }) => (sheet === undefined ? [] : [{ title, ...sheet }]))
