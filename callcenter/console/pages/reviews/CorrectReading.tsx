import { App, Form, InputNumber, Modal } from 'antd'
import { useRef } from 'react'
import { litres, tonnes } from '#core/kernel/litres.ts'
import { useAct } from '../../hub/useAnswer.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { reviewChanges, type Reviewed } from './reviewed.ts'

/** Rejects a reading and writes down what the meter showed instead, on the same day. */
export function CorrectReading({ reading, onEnd }: { reading: Reviewed; onEnd: () => void }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<{ register: number }>()
  const reject = useAct('POST /api/staff/readings/:readingId/review', reviewChanges)
  const record = useAct('POST /api/staff/meters/:meterId/readings', reviewChanges)
  const rejected = reject.isSuccess
  // The second click of a double click comes before the button can be seen to wait.
  const isUnderWay = useRef(false)
  async function correct({ register }: { register: number }) {
    if (!rejected) await reject.mutateAsync({ params: { readingId: reading.id }, body: { verdict: 'rejected' } })
    const kind = reading.kind === 'final' ? ('actual' as const) : reading.kind
    const body = { readOn: reading.readOn, register: litres(Math.round(register * 1_000)), kind }
    const { state } = await record.mutateAsync({ params: { meterId: reading.meterId }, body })
    if (state === 'review') void message.warning('已更正，新读数仍然异常，请再次审核')
    else void message.success(`户号 ${reading.accountNumber} 的读数已更正`)
    onEnd()
  }
  return (
    <Modal
      open
      title={`更正户号 ${reading.accountNumber} ${reading.readOn} 的读数`}
      okText="更正读数"
      okButtonProps={{ loading: reject.isPending || record.isPending }}
      cancelText="不更正"
      onOk={() => form.submit()}
      onCancel={onEnd}
      maskClosable={false}
    >
      <p className="figures">
        表号 {reading.meterSerial}，上次 {reading.lastReadOn} 读数 {tonnes(reading.lastRegister)}，本次录入{' '}
        {tonnes(reading.register)}
      </p>
      <Form
        form={form}
        layout="vertical"
        className="tight-form"
        // What was refused is said below.
        onFinish={(values: { register: number }) => {
          if (isUnderWay.current) return
          isUnderWay.current = true
          void correct(values)
            .catch(() => undefined)
            .finally(() => (isUnderWay.current = false))
        }}
      >
        <Form.Item label="正确读数（吨）" name="register" rules={[{ required: true, message: '请填写正确读数' }]}>
          <InputNumber autoFocus min={0} max={reading.registerCapacity / 1_000} precision={3} controls={false} />
        </Form.Item>
      </Form>
      <RefusedLine error={reject.error ?? record.error} />
      {rejected && record.error && <Line tone="warning">原读数已否定，正确读数还没有记上，请改正后再试</Line>}
    </Modal>
  )
}
