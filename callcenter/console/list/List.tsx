import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Answered } from '../look/Answered.tsx'
import type { ListColumn } from './listColumn.ts'
import { Rows } from './Rows.tsx'
import type { AllOf } from './useExport.ts'

interface Pages<R> {
  data: R[] | undefined
  error: Error | null
  refetch: () => Promise<unknown>
  isFetching: boolean
  isPlaceholderData: boolean
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => Promise<unknown>
  all: AllOf<R>
}

interface ListProps<R extends { id: string }> {
  name: string
  of: Pages<R>
  columns: readonly ListColumn<R>[]
  empty: ReactNode
  /** The page of a row. */
  pageOf?: (row: R) => string
  /** What they come to, where the hub tells. */
  total?: ReactNode
}

/** What there is so far of a list that goes on, with how much that is and a way to more. */
export function List<R extends { id: string }>({ name, of, columns, empty, pageOf, total }: ListProps<R>) {
  return (
    <Answered of={of as never} lines={10} isEmpty={(rows: R[]) => rows.length === 0} empty={empty}>
      {(rows: R[]) => (
        <Rows<R>
          name={name}
          columns={columns}
          rows={rows}
          waiting={of.isPlaceholderData}
          busy={of.isFetching}
          {...(pageOf && { pageOf })}
          {...(of.hasNextPage && { all: of.all })}
          foot={
            <>
              {total}
              {of.hasNextPage ? `已显示最近 ${rows.length} 条` : `共 ${rows.length} 条`}
              {of.hasNextPage && (
                <Button size="small" onClick={() => void of.fetchNextPage()} loading={of.isFetchingNextPage}>
                  更早的
                </Button>
              )}
            </>
          }
        />
      )}
    </Answered>
  )
}
