import { Button, Table, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { Answered } from '../look/Answered.tsx'

interface Pages<R> {
  data: R[] | undefined
  error: Error | null
  refetch: () => Promise<unknown>
  isFetching: boolean
  isPlaceholderData: boolean
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => Promise<unknown>
}

interface ListProps<R extends { id: string }> {
  name: string
  of: Pages<R>
  columns: TableColumnsType<R>
  empty: ReactNode
}

/** A dense table of what there is so far, with how much that is and a way to more. */
export function List<R extends { id: string }>({ name, of, columns, empty }: ListProps<R>) {
  return (
    <Answered of={of as never} lines={10} isEmpty={(rows: R[]) => rows.length === 0} empty={empty}>
      {(rows: R[]) => (
        <div className={of.isPlaceholderData ? 'list list-waiting' : 'list'} aria-busy={of.isFetching}>
          <Table<R>
            aria-label={name}
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={rows}
            pagination={false}
            scroll={{ x: 'max-content' }}
          />
          <footer className="list-foot">
            {of.hasNextPage ? `已显示最近 ${rows.length} 条` : `共 ${rows.length} 条`}
            {of.hasNextPage && (
              <Button size="small" onClick={() => void of.fetchNextPage()} loading={of.isFetchingNextPage}>
                更早的
              </Button>
            )}
          </footer>
        </div>
      )}
    </Answered>
  )
}
