import { Button, DatePicker, Form, Input, Select } from 'antd'
import { weekdays } from '#core/contract/hotline.ts'
import { weekdayWords } from './hotlineFields.ts'
import { hoursRule, inOneWay } from './HoursFields.tsx'

const dateRules = [{ required: true, message: '请选择日期' }]
const nameRules = [{ required: true, whitespace: true, message: '请填写名称' }]
const likes = weekdays.map((value) => ({ value, label: `按${weekdayWords[value]}` }))

/** Days that are unlike their weekday. */
export function DayFields() {
  const form = Form.useFormInstance()
  return (
    <section aria-label="节假日与调休" className="settings-box">
      <h2>节假日</h2>
      <Form.List name="holidays">
        {(fields, { add, remove }) => (
          <>
            {fields.length === 0 && <p className="soft">没有设置节假日</p>}
            {fields.map(({ key, name }, index) => (
              <div key={key} className="day-row" role="group" aria-label={`节假日 ${index + 1}`}>
                <Form.Item name={[name, 'date']} rules={dateRules}>
                  <DatePicker aria-label={`节假日 ${index + 1} 日期`} placeholder="日期" />
                </Form.Item>
                <Form.Item name={[name, 'name']} rules={nameRules}>
                  <Input aria-label={`节假日 ${index + 1} 名称`} placeholder="名称" maxLength={40} />
                </Form.Item>
                <Form.Item name={[name, 'hours']} validateTrigger={['onChange', 'onBlur']} rules={[hoursRule]}>
                  <Input
                    className="figures"
                    aria-label={`节假日 ${index + 1} 开放时间`}
                    placeholder="不开放"
                    maxLength={80}
                    onBlur={({ target }) => form.setFieldValue(['holidays', name, 'hours'], inOneWay(target.value))}
                  />
                </Form.Item>
                <Button aria-label={`去掉节假日 ${index + 1}`} onClick={() => remove(name)}>
                  去掉
                </Button>
              </div>
            ))}
            <Button disabled={fields.length >= 200} onClick={() => add({ hours: '不开放' })}>
              添加节假日
            </Button>
          </>
        )}
      </Form.List>
      <h2>调休上班</h2>
      <Form.List name="workdays">
        {(fields, { add, remove }) => (
          <>
            {fields.length === 0 && <p className="soft">没有设置调休；周末上班的日子在这里添加</p>}
            {fields.map(({ key, name }, index) => (
              <div key={key} className="day-row" role="group" aria-label={`调休 ${index + 1}`}>
                <Form.Item name={[name, 'date']} rules={dateRules}>
                  <DatePicker aria-label={`调休 ${index + 1} 日期`} placeholder="日期" />
                </Form.Item>
                <Form.Item name={[name, 'name']} rules={nameRules}>
                  <Input aria-label={`调休 ${index + 1} 名称`} placeholder="名称" maxLength={40} />
                </Form.Item>
                <Form.Item name={[name, 'like']} rules={[{ required: true, message: '请选择' }]}>
                  <Select aria-label={`调休 ${index + 1} 按哪天`} options={likes} />
                </Form.Item>
                <Button aria-label={`去掉调休 ${index + 1}`} onClick={() => remove(name)}>
                  去掉
                </Button>
              </div>
            ))}
            <Button disabled={fields.length >= 200} onClick={() => add({ like: 'monday' })}>
              添加调休
            </Button>
          </>
        )}
      </Form.List>
    </section>
  )
}
