import { type KeyboardEvent, useState } from 'react'

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at) => at + 10,
  PageUp: (at) => at - 10,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** Where a key leads from a row; undefined where it leads nowhere. */
export const rowAfter = (pressed: string, at: number, count: number): number | undefined => {
  const step = steps[pressed]
  return step === undefined || count === 0 ? undefined : Math.min(count - 1, Math.max(0, step(at, count)))
}

/** Rows that the arrows go over and Enter opens: one of them is reached by Tab, the rest from there. */
export function useRowKeys<R>(rows: readonly R[], open: ((row: R) => void) | undefined) {
  const [active, setActive] = useState(0)
  const reached = Math.min(active, Math.max(0, rows.length - 1))
  return (row: R, index: number | undefined) => {
    if (!open || index === undefined) return {}
    return {
      tabIndex: index === reached ? 0 : -1,
      onFocus: () => setActive(index),
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        // What is pressed within a row belongs to the link or button there.
        if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return
        const next = rowAfter(event.key, index, rows.length)
        if (event.key === 'Enter') open(row)
        else if (next === undefined) return
        else siblingRows(event.currentTarget)[next]?.focus()
        event.preventDefault()
      },
    }
  }
}

/** In their sequence, without those that only open others or measure. */
const siblingRows = (row: HTMLElement) => [
  ...(row.parentElement?.querySelectorAll<HTMLElement>(':scope > tr.ant-table-row') ?? []),
]
