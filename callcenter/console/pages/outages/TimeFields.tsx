import { DatePicker, Form } from 'antd'
import type { Dayjs } from 'dayjs'

const format = 'YYYY-MM-DD HH:mm'

/** From when until when; the times are Shanghai's, therefore no `now` of the machine. */
export const TimeFields = ({ from = '停水开始', to = '预计恢复' }: { from?: string; to?: string }) => (
  <div className="side-by-side">
    <Form.Item label={from} name="from" rules={[{ required: true, message: '请选择停水开始时间' }]}>
      <DatePicker showTime={{ format: 'HH:mm', minuteStep: 5 }} showNow={false} format={format} />
    </Form.Item>
    <Form.Item
      label={to}
      name="to"
      dependencies={['from']}
      rules={[
        { required: true, message: '请选择预计恢复时间' },
        ({ getFieldValue }) => ({
          validator(_, value: Dayjs | null) {
            const start = getFieldValue('from') as Dayjs | null | undefined
            return start && value && !value.isAfter(start)
              ? Promise.reject(new Error('恢复时间须晚于停水时间'))
              : Promise.resolve()
          },
        }),
      ]}
    >
      <DatePicker showTime={{ format: 'HH:mm', minuteStep: 5 }} showNow={false} format={format} />
    </Form.Item>
  </div>
)
