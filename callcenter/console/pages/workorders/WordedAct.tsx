import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { newId } from '#core/kernel/id.ts'
import { useActOnce } from '../../hub/useActOnce.ts'
import { useHub } from '../../hub/useHub.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import type { WorkOrderActProps } from './DispatchWorkOrder.tsx'
import { nameOf, workOrderKeys } from './workOrderWords.ts'

export type Worded = 'close' | 'cancel' | 'reopen'

interface Wording {
  title: string
  ok: string
  no: string
  field: string
  /** Nothing may be said. */
  optional?: boolean
  most: number
  done: string
  danger?: boolean
}

const wordings: Record<Worded, Wording> = {
  close: {
    title: '回访办结',
    ok: '办结',
    no: '暂不办结',
    field: '回访情况',
    optional: true,
    most: 2_000,
    done: '已办结',
  },
  cancel: {
    title: '撤销工单',
    ok: '撤销此工单',
    no: '保留',
    field: '撤销原因',
    most: 200,
    done: '已撤销',
    danger: true,
  },
  reopen: { title: '重新处理', ok: '重新处理', no: '不必', field: '原因', most: 200, done: '已转为重新处理' },
}

/** An act that asks with the work order's name, and for a few words. */
export function WordedAct({ act, order, onEnd }: WorkOrderActProps & { act: Worded }) {
  const { title, ok, no, field, optional = false, most, done, danger = false } = wordings[act]
  const { message } = App.useApp()
  const { now } = useHub()
  const [id, setId] = useState(() => newId(now()))
  const [form] = Form.useForm<{ words?: string }>()
  const close = useActOnce('POST /api/staff/work-orders/:workOrderId/closure', workOrderKeys)
  const cancel = useActOnce('POST /api/staff/work-orders/:workOrderId/cancellation', workOrderKeys)
  const reopen = useActOnce('POST /api/staff/work-orders/:workOrderId/reopening', workOrderKeys)
  const params = { workOrderId: order.id }
  const onSuccess = () => {
    void message.success(`${order.number} ${done}`)
    onEnd()
  }

  function send(words: string) {
    if (act === 'close') close.mutate({ params, body: { id, note: words || null } }, { onSuccess })
    if (act === 'cancel') cancel.mutate({ params, body: { id, reason: words } }, { onSuccess })
    if (act === 'reopen') reopen.mutate({ params, body: { id, reason: words } }, { onSuccess })
  }
  const { isPending, error } = { close, cancel, reopen }[act]

  return (
    <Modal
      open
      title={`${title}：${nameOf(order)}`}
      okText={ok}
      okButtonProps={{ danger, loading: isPending }}
      cancelText={no}
      maskClosable={false}
      onCancel={onEnd}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        className="tight-form"
        requiredMark={false}
        onValuesChange={() => setId(newId(now()))}
        onFinish={({ words }) => send(words?.trim() ?? '')}
      >
        <Form.Item
          label={field}
          name="words"
          rules={[{ required: !optional, whitespace: !optional, message: `请填写${field}` }]}
        >
          <Input.TextArea rows={3} maxLength={most} />
        </Form.Item>
      </Form>
      <RefusedLine error={error} />
    </Modal>
  )
}
