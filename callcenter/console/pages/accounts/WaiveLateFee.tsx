import { App, DatePicker, Form, Input, InputNumber, Modal, Radio } from 'antd'
import type { Dayjs } from 'dayjs'
import { type Fen, fen, yuan } from '#core/kernel/fen.ts'
import { dayOf } from '../../format/dayOf.ts'
import type { Request } from '../../hub/hub.ts'
import { useActOnce } from '../../hub/useActOnce.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { type Bill, billChanges, periodOf } from './billWords.ts'

type Waiver = Request<'POST /api/staff/bills/:billId/waivers'>['body']['waiver']

interface Wanted {
  way: 'all' | 'ratio' | 'amount' | 'start'
  percent?: number
  yuan?: number
  from?: Dayjs
  reason: string
}

const ways = [
  { value: 'all', label: '全部免除' },
  { value: 'ratio', label: '按比例' },
  { value: 'amount', label: '减到一定金额' },
  { value: 'start', label: '改起算日' },
]

interface WaiveLateFeeProps {
  bill: Bill
  lateFee: Fen
  onEnd: () => void
}

/** Asks for a late fee to be waived; nothing changes until somebody else approves it. */
export function WaiveLateFee({ bill, lateFee, onEnd }: WaiveLateFeeProps) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Wanted>()
  const way = Form.useWatch('way', form)
  const propose = useActOnce('POST /api/staff/bills/:billId/waivers', [...billChanges, 'GET /api/staff/waivers'])
  const act = (wanted: Wanted) =>
    propose.mutate(
      { params: { billId: bill.id }, body: { waiver: waiverOf(wanted), reason: wanted.reason.trim() } },
      {
        onSuccess: () => {
          void message.success('已提交减免申请，由他人审批后生效')
          onEnd()
        },
      },
    )
  return (
    <Modal
      open
      title={`申请减免违约金 ${periodOf(bill)}`}
      okText="提交申请"
      okButtonProps={{ loading: propose.isPending, htmlType: 'submit' }}
      cancelText="不申请"
      onOk={() => form.submit()}
      onCancel={onEnd}
      maskClosable={false}
    >
      <p>
        这张账单到今天的违约金是 <b>{yuan(lateFee)}</b>。须由申请人以外的人审批，批准前照常计算。
      </p>
      <Form<Wanted>
        form={form}
        layout="vertical"
        className="tight-form asking"
        initialValues={{ way: 'all' }}
        onFinish={act}
      >
        <Form.Item label="减免方式" name="way">
          <Radio.Group options={ways} />
        </Form.Item>
        {way === 'ratio' && (
          <Form.Item label="减免比例" name="percent" rules={[{ required: true, message: '请填写减免比例' }]}>
            <InputNumber min={1} max={100} precision={2} suffix="%" controls={false} />
          </Form.Item>
        )}
        {way === 'amount' && (
          <Form.Item label="减免后剩下（元）" name="yuan" rules={[{ required: true, message: '请填写减免后的金额' }]}>
            <InputNumber min={0} max={lateFee / 100} precision={2} controls={false} />
          </Form.Item>
        )}
        {way === 'start' && (
          <Form.Item
            label="从哪天起算违约金"
            name="from"
            extra="此前的违约金免除；已缴的不退"
            rules={[{ required: true, message: '请选择起算日' }]}
          >
            <DatePicker />
          </Form.Item>
        )}
        <Form.Item
          label="减免原因"
          name="reason"
          rules={[{ required: true, whitespace: true, message: '请填写减免原因' }]}
        >
          <Input.TextArea autoFocus rows={2} maxLength={200} placeholder="例如：住院期间无法缴费" />
        </Form.Item>
      </Form>
      <RefusedLine error={propose.error} />
    </Modal>
  )
}

function waiverOf({ way, percent = 0, yuan: left = 0, from }: Wanted): Waiver {
  if (way === 'amount') return { kind: 'toAmount', amount: fen(Math.round(left * 100)) }
  if (way === 'start' && from) return { kind: 'newStart', from: dayOf(from) }
  return { kind: 'byRatio', ppm: way === 'ratio' ? Math.round(percent * 10_000) : 1_000_000 }
}
