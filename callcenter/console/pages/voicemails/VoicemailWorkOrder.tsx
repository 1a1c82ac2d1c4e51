import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { type WorkOrderKind, workOrderKinds } from '#core/contract/workorders.ts'
import { newId } from '#core/kernel/id.ts'
import { type Answer, useAct } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { voicemailKeys } from './voicemailWords.ts'

interface Fields {
  kind: WorkOrderKind
  place?: string
  description: string
}

const kinds = Object.entries(workOrderKinds).map(([value, label]) => ({ value, label }))

/** By it the message is done. */
export function VoicemailWorkOrder({ message }: { message: Answer<'GET /api/staff/voicemails/:voicemailId'> }) {
  const { now } = useHub()
  const [id] = useState(() => newId(now()))
  const make = useAct('POST /api/staff/voicemails/:voicemailId/work-order', [
    ...voicemailKeys,
    'GET /api/staff/work-orders',
  ])
  const { accountId, accountNumber, unitId } = message
  return (
    <Form<Fields>
      layout="vertical"
      className="tight-form"
      requiredMark={false}
      onFinish={({ kind, place, description }) =>
        make.mutate({
          params: { voicemailId: message.id },
          body: {
            id,
            kind,
            unitId,
            accountId,
            contactPhone: null,
            place: accountId === null ? (place?.trim() ?? null) : null,
            description: description.trim(),
          },
        })
      }
    >
      <Form.Item label="问题类别" name="kind" rules={[{ required: true, message: '请选择问题类别' }]}>
        <Select options={kinds} placeholder="请选择" />
      </Form.Item>
      {accountId === null ? (
        <Form.Item label="地点" name="place" rules={[{ required: true, whitespace: true, message: '请填写地点' }]}>
          <Input placeholder="路名、门牌或附近的标志" maxLength={200} />
        </Form.Item>
      ) : (
        <p className="soft form-note">地点为户号 {accountNumber} 的用水地址</p>
      )}
      <Form.Item
        label="情况描述"
        name="description"
        rules={[{ required: true, whitespace: true, message: '请填写留言中说的情况' }]}
      >
        <Input.TextArea rows={3} maxLength={2_000} />
      </Form.Item>
      <RefusedLine error={make.error} />
      <Button type="primary" htmlType="submit" loading={make.isPending}>
        建立工单
      </Button>
    </Form>
  )
}
