import { Form, Input, InputNumber, Select } from 'antd'
import type { Litres } from '#core/kernel/litres.ts'
import { capacityOptions, litresOf, withinRegister } from './meterForm.ts'

/** A meter that is put in, as it is typed. */
export interface MeterFields {
  serialNumber: string
  registerCapacity: Litres
  /** In cubic metres. */
  installedAt: number
}

export const meterOf = ({ serialNumber, registerCapacity, installedAt }: MeterFields) => ({
  serialNumber: serialNumber.trim(),
  registerCapacity,
  installedAt: litresOf(installedAt),
})

/** `also` is a register that an earlier meter had. */
export function MeterFieldsOf({ what, also, isFirst = false }: { what: string; also?: Litres; isFirst?: boolean }) {
  const capacity = Form.useWatch<Litres | undefined>('registerCapacity')
  return (
    <>
      <Form.Item
        label={`${what}表号`}
        name="serialNumber"
        rules={[{ required: true, whitespace: true, message: '请填写表号' }]}
      >
        <Input autoFocus={isFirst} className="figures" maxLength={32} placeholder="表盘上的编号" />
      </Form.Item>
      <div className="side-by-side">
        <Form.Item label={`${what}表盘位数`} name="registerCapacity" extra="只数黑色的整吨位">
          <Select options={capacityOptions(also)} />
        </Form.Item>
        <Form.Item
          label={`${what}底数（吨）`}
          name="installedAt"
          extra="装上时表盘的读数"
          dependencies={['registerCapacity']}
          rules={[{ required: true, message: '请填写底数' }, withinRegister(capacity)]}
        >
          <InputNumber min={0} controls={false} />
        </Form.Item>
      </div>
    </>
  )
}
