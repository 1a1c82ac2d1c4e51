import { Segmented } from 'antd'

interface TableOrChartProps {
  asTable: boolean
  onChange(asTable: boolean): void
}

/** The table behind a chart is one click away. */
export const TableOrChart = ({ asTable, onChange }: TableOrChartProps) => (
  <Segmented
    aria-label="显示方式"
    size="small"
    options={[
      { value: 'chart', label: '图' },
      { value: 'table', label: '表' },
    ]}
    value={asTable ? 'table' : 'chart'}
    onChange={(value) => onChange(value === 'table')}
  />
)
