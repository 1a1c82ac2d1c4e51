import { Form, Input } from 'antd'
import { weekdays } from '#core/contract/hotline.ts'
import { weekdayWords } from './hotlineFields.ts'
import { hoursIn, hoursText } from './hoursText.ts'

/** Of one day, as text. */
export const hoursRule = {
  validator: (_: unknown, value: string | undefined) =>
    hoursIn(value ?? '') === null
      ? Promise.reject(new Error('写成 08:30-12:00，14:00-17:30；最多四段，不能重叠'))
      : Promise.resolve(),
}

/** Written in one way as soon as it was typed. */
export const inOneWay = (typed: string): string => {
  const hours = hoursIn(typed)
  return hours === null ? typed : hoursText(hours)
}

/** When people answer, by weekday. */
export function HoursFields() {
  const form = Form.useFormInstance()
  return (
    <section aria-label="开放时间" className="settings-box">
      <h2>人工开放时间</h2>
      <p className="soft">其余时间来电可以自助查询和留言。可以写“全天”“不开放”。</p>
      {weekdays.map((day) => (
        <Form.Item
          key={day}
          label={weekdayWords[day]}
          name={['hours', day]}
          layout="horizontal"
          colon={false}
          validateTrigger={['onChange', 'onBlur']}
          rules={[hoursRule]}
        >
          <Input
            className="figures"
            maxLength={80}
            onBlur={({ target }) => form.setFieldValue(['hours', day], inOneWay(target.value))}
          />
        </Form.Item>
      ))}
    </section>
  )
}
