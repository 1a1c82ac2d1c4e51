import { Button } from 'antd'
import { sentenceOf } from '../hub/hubRefusal.ts'
import type { ListColumn } from './listColumn.ts'
import { type AllOf, mostExported, useExport } from './useExport.ts'

interface ExportButtonProps<R> {
  name: string
  columns: readonly ListColumn<R>[]
  all: AllOf<R>
}

/** All that fits the filters as a file, with how far that is and a way to stop. */
export function ExportButton<R>({ name, columns, all }: ExportButtonProps<R>) {
  const { exporting, start, stop } = useExport(name, columns, all)
  return (
    <>
      <span role="status">
        {exporting.state === 'busy' && `正在导出，已取 ${exporting.rows} 条`}
        {exporting.state === 'done' && `已导出 ${exporting.rows} 条`}
        {exporting.state === 'done' &&
          exporting.cut &&
          `：一次最多 ${mostExported} 条，更早的没有导出，请缩小范围后再导`}
        {exporting.state === 'failed' && <span className="owed">没有导出：{sentenceOf(exporting.error)}</span>}
      </span>
      {exporting.state === 'busy' ? (
        <Button size="small" onClick={stop}>
          停止导出
        </Button>
      ) : (
        <Button size="small" onClick={() => void start()} title="按当前筛选条件导出全部，导出会留下审计记录">
          导出表格
        </Button>
      )}
    </>
  )
}
