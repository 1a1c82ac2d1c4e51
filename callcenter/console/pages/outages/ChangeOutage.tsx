import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { newId } from '#core/kernel/id.ts'
import { useActOnce } from '../../hub/useActOnce.ts'
import { useHub } from '../../hub/useHub.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import type { OutageActProps } from './AnnounceOutage.tsx'
import { AreaFields } from './AreaFields.tsx'
import { changesOf } from './changesOf.ts'
import { fieldsOf, type PlanFields } from './outagePlan.ts'
import { nameOf, outageKeys } from './outageWords.ts'
import { TimeFields } from './TimeFields.tsx'

/** Only what is different is sent: people are told of that. */
export function ChangeOutage({ outage, onEnd }: OutageActProps) {
  const { message } = App.useApp()
  const { now } = useHub()
  const [id, setId] = useState(() => newId(now()))
  const [form] = Form.useForm<PlanFields>()
  const change = useActOnce('POST /api/staff/outages/:outageId/changes', outageKeys)
  const { from, to, reason = '', alternativeSupply = '' } = fieldsOf(outage)
  return (
    <Modal
      open
      title={`变更停水：${nameOf(outage)}`}
      okText="变更并通知用户"
      okButtonProps={{ loading: change.isPending }}
      cancelText="不变更"
      width={640}
      maskClosable={false}
      onCancel={onEnd}
      onOk={() => form.submit()}
    >
      <p className="soft">通知过的 {outage.affected} 户和新增的用户都会收到通知。范围只能扩大。</p>
      <Form<PlanFields>
        form={form}
        layout="vertical"
        className="tight-form"
        requiredMark={false}
        initialValues={{ from, to, reason, alternativeSupply }}
        // Another text under the id of the last attempt would be refused as a different change.
        onValuesChange={() => setId(newId(now()))}
        onFinish={(fields) =>
          change.mutate(
            { params: { outageId: outage.id }, body: { id, ...changesOf(outage, fields) } },
            {
              onSuccess: ({ warnings }) => {
                void message.success(`已变更 ${outage.number}，正在通知用户`)
                for (const warning of warnings) void message.warning(warning)
                onEnd()
              },
            },
          )
        }
      >
        <TimeFields />
        <Form.Item label="原因" name="reason" rules={[{ required: true, whitespace: true, message: '请填写原因' }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item label="临时供水" name="alternativeSupply">
          <Input maxLength={200} />
        </Form.Item>
        <h3>扩大范围（不扩大就留空）</h3>
        <AreaFields optional />
      </Form>
      <RefusedLine error={change.error} />
    </Modal>
  )
}
