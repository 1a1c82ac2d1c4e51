import { Button, Form, InputNumber } from 'antd'
import { HotlineSettings } from '#core/contract/hotline.ts'
import { Line } from '../../look/Line.tsx'
import { AnnouncementFields } from './AnnouncementFields.tsx'
import { DayFields } from './DayFields.tsx'
import { fieldsOf, type HotlineFields, settingsOf } from './hotlineFields.ts'
import { hotlineChanges } from './hotlineChanges.ts'
import { HoursFields } from './HoursFields.tsx'

interface HotlineFormProps {
  /** What the form begins with. */
  settings: HotlineSettings
  /** What somebody wants to have saved, with what that changes. */
  onWish(settings: HotlineSettings): void
}

/** Everything that is set about the hotline, on one page; nothing is saved until it was asked. */
export function HotlineForm({ settings, onWish }: HotlineFormProps) {
  const [form] = Form.useForm<HotlineFields>()
  const fields = Form.useWatch([], form) as Partial<HotlineFields> | undefined
  const wanted = fields && complete(fields) ? settingsOf(fields) : null
  const changes = wanted === null ? [] : hotlineChanges(settings, wanted)
  const faults = wanted === null ? [] : faultsOf(wanted)
  return (
    <Form<HotlineFields>
      form={form}
      layout="vertical"
      className="tight-form settings-form"
      requiredMark={false}
      scrollToFirstError
      initialValues={fieldsOf(settings)}
      onFinish={(given) => onWish(settingsOf(given))}
    >
      <div className="settings-columns">
        <HoursFields />
        <DayFields />
        <div>
          <AnnouncementFields />
          <section aria-label="其他" className="settings-box">
            <h2>其他</h2>
            <Form.Item
              label="停水影响多少户以上时，向所有来电人自动播报"
              name="bigOutage"
              extra="留空则不自动播报；用户自己所在地停水时总会播报"
            >
              <InputNumber min={1} max={10_000_000} precision={0} suffix="户" />
            </Form.Item>
            <Form.Item
              label="留言保留"
              name="voicemailDays"
              extra="到期的录音会删除，不能找回"
              rules={[{ required: true, message: '请填写天数' }]}
            >
              <InputNumber min={7} max={3_650} precision={0} suffix="天" />
            </Form.Item>
          </section>
        </div>
      </div>
      {faults.map((fault) => (
        <Line key={fault} tone="danger">
          {fault}
        </Line>
      ))}
      <div className="settings-foot">
        <Button type="primary" htmlType="submit" disabled={changes.length === 0 || faults.length > 0}>
          保存…
        </Button>
        <Button disabled={changes.length === 0} onClick={() => form.resetFields()}>
          放弃修改
        </Button>
        <span className="soft" role="status">
          {changes.length === 0 ? '没有修改' : `有 ${changes.length} 处修改未保存`}
        </span>
      </div>
    </Form>
  )
}

/** Whether there is enough to make settings of; what is still missing the fields say themselves. */
const complete = (fields: Partial<HotlineFields>): fields is HotlineFields => {
  const { holidays = [], workdays = [], hours, announces, beginsAt } = fields
  const days: readonly (Partial<HotlineFields['holidays'][number]> | undefined)[] = [...holidays, ...workdays]
  return hours !== undefined && days.every((day) => !!day?.date) && (announces !== true || !!beginsAt)
}

const faultsOf = (settings: HotlineSettings): string[] => {
  const { error } = HotlineSettings.safeParse(settings)
  // What is wrong with a single field, that field says.
  return [...new Set(error?.issues.filter(({ path }) => path.length <= 1).map(({ message }) => message) ?? [])]
}
