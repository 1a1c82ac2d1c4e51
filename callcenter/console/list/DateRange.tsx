import { DatePicker } from 'antd'
import dayjs from 'dayjs'

interface DateRangeProps {
  from: string | undefined
  to: string | undefined
  onChange(from: string | undefined, to: string | undefined): void
  /** Whether both days may be left open. */
  open?: boolean
}

const written = 'YYYY-MM-DD'

/** From a business date to another, both included. */
export const DateRange = ({ from, to, onChange, open = true }: DateRangeProps) => (
  <DatePicker.RangePicker
    aria-label="日期"
    allowClear={open}
    value={from !== undefined && to !== undefined ? [dayjs(from), dayjs(to)] : null}
    placeholder={['开始日期', '结束日期']}
    onChange={(range) => onChange(range?.[0]?.format(written), range?.[1]?.format(written))}
  />
)
