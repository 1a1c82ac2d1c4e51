import { DatePicker, Form, Select, Switch } from 'antd'
import { OutageKind } from '#core/contract/outages.ts'
import { outageKinds } from '../outages/outageWords.ts'
import type { HotlineFields } from './hotlineFields.ts'

const format = 'YYYY-MM-DD HH:mm'
const picker = { showTime: { format: 'HH:mm', minuteStep: 5 as const }, showNow: false, format }

/** What everybody hears who rings, whether an outage was entered or not. */
export function AnnouncementFields() {
  const announces = Form.useWatch('announces') as HotlineFields['announces'] | undefined
  return (
    <section aria-label="全员公告" className="settings-box">
      <h2>全员公告</h2>
      <Form.Item
        label="来电时先播报停水公告"
        name="announces"
        layout="horizontal"
        colon={false}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      {announces === true && (
        <>
          <Form.Item label="公告类型" name="kind" rules={[{ required: true }]}>
            <Select options={OutageKind.options.map((value) => ({ value, label: outageKinds[value] }))} />
          </Form.Item>
          <Form.Item label="停水开始" name="beginsAt" rules={[{ required: true, message: '请选择停水开始时间' }]}>
            <DatePicker {...picker} />
          </Form.Item>
          <Form.Item label="预计恢复" name="expectedEndAt" extra="不知道时留空，播报为“恢复时间另行通知”">
            <DatePicker {...picker} />
          </Form.Item>
          <Form.Item label="播报到" name="until" extra="留空则一直播报，直到有人关闭">
            <DatePicker {...picker} />
          </Form.Item>
        </>
      )}
    </section>
  )
}
