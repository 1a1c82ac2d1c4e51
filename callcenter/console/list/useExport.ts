import { useEffect, useRef, useState } from 'react'
import { useHub } from '../hub/useHub.ts'
import { exportSheet } from './exportSheet.ts'
import { type ListColumn, sheetColumns } from './listColumn.ts'

/** What fits, page by page, newest first, at most so many; `onCount` hears how many there are so far. */
export type AllOf<R> = (most: number, onCount: (rows: number) => void, signal: AbortSignal) => Promise<readonly R[]>

/** More rows than this go into no file: whoever needs them narrows down what they look for. */
export const mostExported = 5_000

export type Exporting =
  | { state: 'idle' }
  | { state: 'busy'; rows: number }
  | { state: 'failed'; error: Error }
  | { state: 'done'; rows: number; cut: boolean }

/** Makes a file of all that fits. That somebody does is written down before they get it. */
export function useExport<R>(name: string, columns: readonly ListColumn<R>[], all: AllOf<R>) {
  const { ask } = useHub()
  const [exporting, setExporting] = useState<Exporting>({ state: 'idle' })
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])

  const start = async () => {
    const mine = new AbortController()
    running.current = mine
    const tell = (next: Exporting) => {
      if (!mine.signal.aborted) setExporting(next)
    }
    tell({ state: 'busy', rows: 0 })
    try {
      const found = await all(mostExported + 1, (count) => tell({ state: 'busy', rows: count }), mine.signal)
      const rows = found.slice(0, mostExported)
      const place = `${location.pathname}${location.search}`.slice(0, 2_000)
      await ask('POST /api/staff/exports', { body: { list: name, place, rows: rows.length } }, { signal: mine.signal })
      if (mine.signal.aborted) return
      await exportSheet(name, sheetColumns(columns), rows)
      tell({ state: 'done', rows: rows.length, cut: found.length > mostExported })
    } catch (error) {
      tell({ state: 'failed', error: error as Error })
    }
  }
  const stop = () => {
    running.current?.abort()
    setExporting({ state: 'idle' })
  }
  return { exporting, start, stop }
}
