import { Table } from 'antd'
import { type Measure, shownOf } from './measure.ts'

interface TotalRowProps<R> {
  name: string
  measures: readonly Measure<R>[]
  of: R
  /** Cells before that of the name: of a column that only opens what is below. */
  before?: number
}

/** The last row of a table of figures: what they come to. */
export const TotalRow = <R,>({ name, measures, of, before = 0 }: TotalRowProps<R>) => (
  <Table.Summary.Row className="total-row">
    {before > 0 && <Table.Summary.Cell index={0} colSpan={before} />}
    <Table.Summary.Cell index={before}>{name}</Table.Summary.Cell>
    {measures.map((measure, index) => (
      <Table.Summary.Cell key={measure.title} index={before + 1 + index} align="right">
        <span className="figures">{shownOf(measure, of)}</span>
      </Table.Summary.Cell>
    ))}
  </Table.Summary.Row>
)
