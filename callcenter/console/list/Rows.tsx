import { Table, type TableProps } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { ColumnChoice } from './ColumnChoice.tsx'
import { ExportButton } from './ExportButton.tsx'
import { keyOf, type ListColumn } from './listColumn.ts'
import type { AllOf } from './useExport.ts'
import { useHiddenColumns } from './useHiddenColumns.ts'
import { useRowKeys } from './useRowKeys.ts'
import './rows.css'

interface RowsProps<R extends object> {
  /** Names the table, the file that is made of it, and what is remembered about it. */
  name: string
  columns: readonly ListColumn<R>[]
  rows: readonly R[]
  rowKey?: (keyof R & string) | ((row: R) => string)
  /** Below: how many there are, what they come to. */
  foot: ReactNode
  /** The page of a row, which Enter leads to. */
  pageOf?: (row: R) => string
  /** Unless all that fits is here. */
  all?: AllOf<R>
  waiting?: boolean
  busy?: boolean
  /** What is said where filters leave nothing of what is there. */
  emptyText?: string
  expandable?: NonNullable<TableProps<R>['expandable']>
}

/** Text that may end early gets no more room than its column was given, so that the columns after it stay in sight. */
function keptTo<R>(column: ListColumn<R>): ListColumn<R> {
  const { ellipsis, width } = column
  if (ellipsis !== true || typeof width !== 'number') return column
  const style = { style: { maxWidth: width } }
  return { ...column, onCell: () => style, onHeaderCell: () => style }
}

/** A dense table: columns that are remembered, rows that keys go over, a file of what fits, the total below. */
export function Rows<R extends object>({
  name,
  columns,
  rows,
  rowKey = 'id' as keyof R & string,
  foot,
  pageOf,
  all,
  waiting = false,
  busy = false,
  emptyText,
  expandable,
}: RowsProps<R>) {
  const navigate = useNavigate()
  const [hidden, hide] = useHiddenColumns(name)
  const onRow = useRowKeys(rows, pageOf && ((row: R) => void navigate(pageOf(row))))
  const [first, ...rest] = columns
  const shown = [...(first ? [first] : []), ...rest.filter((column) => !hidden.includes(keyOf(column)))]
  const sized = shown.map(keptTo)
  const exports = columns.some(({ sheet }) => sheet !== undefined) && rows.length > 0
  return (
    <div className={waiting ? 'list list-waiting' : 'list'} aria-busy={busy}>
      <Table<R>
        aria-label={name}
        size="small"
        rowKey={rowKey}
        columns={sized}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 'max-content' }}
        onRow={onRow}
        {...(emptyText !== undefined && { locale: { emptyText } })}
        {...(expandable && { expandable })}
      />
      <footer className="list-foot list-foot-stays">
        {foot}
        <div className="list-tools">
          {pageOf && (
            <span className="soft">
              <kbd>↑</kbd> <kbd>↓</kbd> 选择，<kbd>回车</kbd> 打开
            </span>
          )}
          {exports && <ExportButton name={name} columns={columns} all={all ?? (() => Promise.resolve(rows))} />}
          <ColumnChoice columns={rest} hidden={hidden} onHide={hide} />
        </div>
      </footer>
    </div>
  )
}
