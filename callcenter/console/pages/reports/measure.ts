import { duration } from '../../format/moment.ts'
import { percent } from '../../format/words.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import type { SheetColumn } from '../../list/sheet.ts'

/**
 * A figure of a row, the same on the page and in the exported sheet: a number, a `rate` in parts per million, a `length`
 * in milliseconds. Null where there is none.
 */
export interface Measure<R> extends SheetColumn<R> {
  kind: 'number' | 'rate' | 'length'
  of(row: R): number | null
  /** Of a number; none unless told. */
  decimals?: number
}

export function shownOf<R>({ kind, of, decimals = 0 }: Measure<R>, row: R): string {
  const figure = of(row)
  if (figure === null) return '—'
  if (kind === 'rate') return percent(figure)
  return kind === 'length' ? duration(figure) : figure.toFixed(decimals)
}

/** Columns of figures, by which the rows can be put in sequence. */
export const measureColumns = <R>(measures: readonly Measure<R>[]): ListColumn<R>[] =>
  measures.map((measure) => ({
    title: measure.title,
    key: measure.title,
    align: 'right' as const,
    className: 'figures',
    sorter: (one: R, other: R) => (measure.of(one) ?? -1) - (measure.of(other) ?? -1),
    render: (_: unknown, row: R) => shownOf(measure, row),
    sheet: { kind: measure.kind, of: measure.of },
  }))
