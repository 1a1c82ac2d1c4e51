import { App, Checkbox, DatePicker, Form, Input, InputNumber, Modal, Radio } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { dateOf } from '#core/kernel/businessDate.ts'
import { fen, yuan } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { dayOf } from '../../format/dayOf.ts'
import { useActOnce } from '../../hub/useActOnce.ts'
import { useHub } from '../../hub/useHub.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { billChanges } from './billWords.ts'
import { litresOf } from './meterForm.ts'

interface Wanted {
  kind: 'catchUp' | 'penalty'
  period: [Dayjs, Dayjs]
  /** In tonnes. */
  volume: number
  accumulates: boolean
  reason: string
}

/** Bills water that no reading stands for, after asking which, for when and why. */
export function ExtraBill({ accountId, onEnd }: { accountId: string; onEnd: () => void }) {
  const { message } = App.useApp()
  const { now } = useHub()
  // What is filled in otherwise is another bill: under the id of the last attempt it would be taken for that one.
  const [id, setId] = useState(() => newId(now()))
  const [form] = Form.useForm<Wanted>()
  const kind = Form.useWatch('kind', form)
  const issue = useActOnce('POST /api/staff/accounts/:accountId/extra-bills', billChanges)
  const act = ({ kind: wanted, period: [from, to], volume, accumulates, reason }: Wanted) =>
    issue.mutate(
      {
        params: { accountId },
        body: {
          id,
          kind: wanted,
          accumulates: wanted === 'catchUp' && accumulates,
          period: { from: dayOf(from), to: dayOf(to) },
          volume: litresOf(volume),
          reason: reason.trim(),
        },
      },
      {
        onSuccess: ({ amount }) => {
          void message.success(`已开出补收账单，${yuan(fen(amount))}`)
          onEnd()
        },
      },
    )
  return (
    <Modal
      open
      title="补收账单"
      okText="开出账单"
      okButtonProps={{ danger: true, loading: issue.isPending, htmlType: 'submit' }}
      cancelText="不开"
      onOk={() => form.submit()}
      onCancel={onEnd}
      maskClosable={false}
    >
      <p>为没有抄到的用水收费，按当时的水价计算。开出后用户即可看到并缴费，有预存的自动抵扣；开错只能作废。</p>
      <Form<Wanted>
        form={form}
        layout="vertical"
        className="tight-form asking"
        initialValues={{ kind: 'catchUp', accumulates: true }}
        onValuesChange={() => setId(newId(now()))}
        onFinish={act}
      >
        <Form.Item
          label="补收原由"
          name="kind"
          extra={kind === 'penalty' ? '不分阶梯，也不计入年度阶梯用量' : '按阶梯水价计算'}
        >
          <Radio.Group
            options={[
              { value: 'catchUp', label: '漏抄或水表停走' },
              { value: 'penalty', label: '违章用水' },
            ]}
          />
        </Form.Item>
        <Form.Item label="用水期间" name="period" rules={[{ required: true, message: '请选择用水期间' }]}>
          <DatePicker.RangePicker placeholder={['开始日期', '结束日期']} maxDate={dayjs(dateOf(now()))} />
        </Form.Item>
        <Form.Item label="补收水量（吨）" name="volume" rules={[{ required: true, message: '请填写补收水量' }]}>
          <InputNumber min={0.001} max={100_000_000} precision={3} controls={false} />
        </Form.Item>
        <Form.Item name="accumulates" valuePropName="checked" hidden={kind === 'penalty'}>
          <Checkbox>计入年度阶梯用量</Checkbox>
        </Form.Item>
        <Form.Item label="说明" name="reason" rules={[{ required: true, whitespace: true, message: '请填写说明' }]}>
          <Input.TextArea rows={2} maxLength={200} placeholder="例如：水表停走，按上年同期估算" />
        </Form.Item>
      </Form>
      <RefusedLine error={issue.error} />
    </Modal>
  )
}
