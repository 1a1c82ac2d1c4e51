import { App, Form, Input, InputNumber, Modal } from 'antd'
import { useActOnce } from '../../hub/useActOnce.ts'
import { linesOf } from '../../list/linesOf.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { KeyField } from './KeyField.tsx'
import { minuteIn, partnersKey } from './partner.ts'

interface Fields {
  code: string
  name: string
  publicKeyPem: string
  addresses?: string
  ratePerMinute: number
  from?: string
  to?: string
}

const timeRule = {
  validator: (_: unknown, value: string | undefined) =>
    (value ?? '').trim() === '' || minuteIn(value) !== null
      ? Promise.resolve()
      : Promise.reject(new Error('写成 05:00')),
}

/** Lets a bank or shop take money. */
export function CreatePartner({ onEnd }: { onEnd(): void }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const create = useActOnce('POST /api/staff/partners', [partnersKey])
  const act = ({ addresses, from, to, code, name, publicKeyPem, ratePerMinute }: Fields) =>
    create.mutate(
      {
        body: {
          code: code.trim(),
          name: name.trim(),
          publicKeyPem,
          ratePerMinute,
          allowedAddresses: linesOf(addresses),
          serviceFrom: minuteIn(from),
          serviceTo: minuteIn(to),
        },
      },
      {
        onSuccess: () => {
          void message.success(`已新增 ${name.trim()}`)
          onEnd()
        },
      },
    )
  return (
    <Modal
      open
      title="新增代收机构"
      okText="新增"
      okButtonProps={{ loading: create.isPending }}
      cancelText="取消"
      width={600}
      maskClosable={false}
      onOk={() => form.submit()}
      onCancel={onEnd}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        className="tight-form"
        requiredMark={false}
        initialValues={{ ratePerMinute: 600, from: '05:00', to: '23:00' }}
        onFinish={act}
      >
        <div className="side-by-side">
          <Form.Item
            label="代码"
            name="code"
            rules={[
              { required: true, message: '请填写代码' },
              { pattern: /^\s*[A-Z0-9][A-Z0-9_-]{1,31}\s*$/, message: '2 至 32 位大写字母、数字、下划线或横线' },
            ]}
          >
            <Input autoFocus maxLength={32} />
          </Form.Item>
          <Form.Item label="名称" name="name" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
            <Input maxLength={64} />
          </Form.Item>
        </div>
        <KeyField />
        <Form.Item label="允许的来源地址" name="addresses" extra="每行一个地址或网段；留空则不限">
          <Input.TextArea rows={2} maxLength={3_000} className="key-text" />
        </Form.Item>
        <div className="side-by-side">
          <Form.Item label="服务时间从" name="from" rules={[timeRule]} extra="起止都留空则全天">
            <Input className="figures" maxLength={5} />
          </Form.Item>
          <Form.Item label="到" name="to" rules={[timeRule]}>
            <Input className="figures" maxLength={5} />
          </Form.Item>
          <Form.Item label="每分钟最多" name="ratePerMinute" rules={[{ required: true, message: '请填写次数' }]}>
            <InputNumber min={1} max={100_000} precision={0} suffix="次" />
          </Form.Item>
        </div>
      </Form>
      <RefusedLine error={create.error} />
    </Modal>
  )
}
