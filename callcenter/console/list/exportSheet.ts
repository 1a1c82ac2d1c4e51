import { dateOf } from '#core/kernel/businessDate.ts'
import { type SheetColumn, sheetData, sheetName, sheetWidths } from './sheet.ts'

/**
 * Hands the rows over as a file `name-2026-11-24.xlsx`, with a row of titles that stays in sight. What writes it is
 * loaded when somebody first asks for a file.
 */
export async function exportSheet<R>(
  name: string,
  columns: readonly SheetColumn<R>[],
  rows: readonly R[],
): Promise<void> {
  const { default: write } = await import('write-excel-file/universal')
  const options = { sheet: sheetName(name), columns: sheetWidths(columns), stickyRowsCount: 1 }
  const file = await write(sheetData(columns, rows), options).toBlob()
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = `${name}-${dateOf(Date.now())}.xlsx`
  link.click()
  // Browsers take the file up after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
