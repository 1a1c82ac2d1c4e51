/** One line of the table. */
export interface Figure {
  what: string
  database: string
  /** How many clients asked at once; null where nobody did. */
  clients: number | null
  hub: string
  /** What the hand-written counterpart did; empty where the hub is held against a fixed bound. */
  limit: string
  value: string
  wanted: string
  ok: boolean
}

const headings = ['what', 'database', 'clients', 'hub', 'limit', 'ratio', 'wanted', '']

/** The figures as a table of fixed columns. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, database, clients, hub, limit, value, wanted, ok }) => [
    what,
    database,
    clients === null ? '' : String(clients),
    hub,
    limit,
    value,
    wanted,
    ok ? 'ok' : 'BELOW',
  ])
  const all = [headings, ...rows]
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const rule = widths.map((width) => '-'.repeat(width))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(headings), line(rule), ...rows.map(line)].join('\n')
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  if (low === undefined || high === undefined) throw new RangeError('a median of nothing')
  return (low + high) / 2
}

const twoDigits = (value: number) => value.toFixed(2)

/** Of throughput: the hub's, as a multiple of the limit's. */
export const atLeast = (ratio: number, wanted: number) => ({
  value: `${twoDigits(ratio)}x`,
  wanted: `>= ${wanted}x`,
  ok: ratio >= wanted,
})

/** Of time. */
export const atMost = (value: number, wanted: number, unit: string) => ({
  value: `${twoDigits(value)}${unit}`,
  wanted: `<= ${wanted}${unit}`,
  ok: value <= wanted,
})
