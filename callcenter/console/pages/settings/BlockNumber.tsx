import { App, DatePicker, Form, Input, Modal } from 'antd'
import type { Dayjs } from 'dayjs'
import { spokenNumber } from '../../format/words.ts'
import { useActOnce } from '../../hub/useActOnce.ts'
import { useHub } from '../../hub/useHub.ts'
import { dayjsOf, instantOf } from '../../list/clock.ts'
import { RefusedLine } from '../../look/Answered.tsx'

interface Fields {
  number: string
  reason: string
  until?: Dayjs | null
}

const inDays = [1, 7, 30]

export function BlockNumber({ onEnd }: { onEnd(): void }) {
  const { message } = App.useApp()
  const { now } = useHub()
  const [form] = Form.useForm<Fields>()
  const block = useActOnce('PUT /api/staff/hotline/blocked-numbers', ['GET /api/staff/hotline/blocked-numbers'])
  return (
    <Modal
      open
      title="拦截号码"
      okText="拦截"
      okButtonProps={{ danger: true, loading: block.isPending }}
      cancelText="不拦截"
      maskClosable={false}
      onOk={() => form.submit()}
      onCancel={onEnd}
    >
      <p>拦截后这个号码打不进热线，包括报修。请确认不是普通用户。</p>
      <Form<Fields>
        form={form}
        layout="vertical"
        className="tight-form"
        requiredMark={false}
        onFinish={({ number, reason, until }) =>
          block.mutate(
            { body: { number: number.replace(/[\s-]/g, ''), reason, until: until ? instantOf(until) : null } },
            {
              onSuccess: (blocked) => {
                void message.success(`已拦截 ${spokenNumber(blocked.number)}`)
                onEnd()
              },
            },
          )
        }
      >
        <Form.Item
          label="号码"
          name="number"
          rules={[
            { required: true, message: '请填写号码' },
            { pattern: /^\+?[\d\s-]{3,26}$/, message: '号码只能由数字组成' },
          ]}
        >
          <Input autoFocus inputMode="tel" maxLength={26} />
        </Form.Item>
        <Form.Item label="原因" name="reason" rules={[{ required: true, whitespace: true, message: '请填写原因' }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item label="拦截到" name="until" extra="留空则长期拦截，直到有人取消">
          <DatePicker
            showTime={{ format: 'HH:mm', minuteStep: 5 }}
            showNow={false}
            format="YYYY-MM-DD HH:mm"
            presets={inDays.map((days) => ({ label: `${days} 天后`, value: dayjsOf(now()).add(days, 'day') }))}
          />
        </Form.Item>
      </Form>
      <RefusedLine error={block.error} />
    </Modal>
  )
}
