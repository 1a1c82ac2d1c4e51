import { Form, Input, InputNumber } from 'antd'

/** Who has the contract, as it is typed. */
export interface PersonFields {
  name: string
  phone?: string
  population: number
}

/** As the hub takes it. */
export const personOf = ({ name, phone, population }: PersonFields) => {
  const number = phone?.trim() ?? ''
  return { name: name.trim(), phone: number === '' ? null : number, population }
}

/** Name, telephone and heads; `who` names whose they are. */
export const PersonFieldsOf = ({ who, isFirst = false }: { who: string; isFirst?: boolean }) => (
  <div className="side-by-side">
    <Form.Item label={who} name="name" rules={[{ required: true, whitespace: true, message: `请填写${who}` }]}>
      <Input autoFocus={isFirst} maxLength={64} />
    </Form.Item>
    <Form.Item
      label="手机号"
      name="phone"
      extra="可以不填"
      rules={[{ pattern: /^\s*1[3-9]\d{9}\s*$/, message: '请填写 11 位手机号' }]}
    >
      <Input className="figures" inputMode="tel" maxLength={13} />
    </Form.Item>
    <Form.Item
      label="用水人口"
      name="population"
      extra="单位用户填 1"
      rules={[{ required: true, message: '请填写人数' }]}
    >
      <InputNumber min={1} max={99} precision={0} suffix="人" />
    </Form.Item>
  </div>
)
