import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { newId } from '#core/kernel/id.ts'
import { useActOnce } from '../../hub/useActOnce.ts'
import { useHub } from '../../hub/useHub.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import type { WorkOrderActProps } from './DispatchWorkOrder.tsx'
import { PhotoChoice } from './PhotoChoice.tsx'
import { type ChosenPhotos, usePhotos } from './usePhotos.ts'
import { nameOf, workOrderKeys } from './workOrderWords.ts'

const idsOf = ({ photos }: ChosenPhotos) => photos.flatMap(({ upload }) => (upload === null ? [] : [upload.id]))

/** Says what was done, with photos from before the work and from after it. */
export function FinishWorkOrder({ order, onEnd }: WorkOrderActProps) {
  const { message } = App.useApp()
  const { now } = useHub()
  const [id, setId] = useState(() => newId(now()))
  // Other words or photos are another act: under the id of the last attempt nothing of them would be written down.
  const change = () => setId(newId(now()))
  const [before, after] = [usePhotos(change), usePhotos(change)]
  const [form] = Form.useForm<{ result?: string }>()
  const finish = useActOnce('POST /api/staff/work-orders/:workOrderId/completion', workOrderKeys)
  const all = [...before.photos, ...after.photos]
  const waits = all.some(({ upload, refusal }) => upload === null && refusal === null)
  const lacks = all.some(({ refusal }) => refusal !== null)

  return (
    <Modal
      open
      title={`处理完成：${nameOf(order)}`}
      okText={waits ? '照片正在上传' : '处理完成'}
      okButtonProps={{ loading: finish.isPending, disabled: waits || lacks }}
      cancelText="还没完成"
      maskClosable={false}
      onCancel={onEnd}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        className="tight-form"
        requiredMark={false}
        onValuesChange={change}
        onFinish={({ result }) =>
          finish.mutate(
            {
              params: { workOrderId: order.id },
              body: { id, result: result?.trim() ?? '', beforePhotoIds: idsOf(before), photoIds: idsOf(after) },
            },
            {
              onSuccess() {
                void message.success(`${order.number} 已记录处理结果`)
                onEnd()
              },
            },
          )
        }
      >
        <Form.Item
          label="处理结果"
          name="result"
          rules={[{ required: true, whitespace: true, message: '请填写处理结果' }]}
        >
          <Input.TextArea rows={3} maxLength={2_000} />
        </Form.Item>
        <PhotoChoice purpose="before" chosen={before} />
        <PhotoChoice purpose="result" chosen={after} />
      </Form>
      {lacks && <Line tone="warning">有照片没有传上去，请移除，或重试后再提交</Line>}
      <RefusedLine error={finish.error} />
    </Modal>
  )
}
