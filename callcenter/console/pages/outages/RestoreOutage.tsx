import { App, DatePicker, Form, Modal } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { newId } from '#core/kernel/id.ts'
import { useActOnce } from '../../hub/useActOnce.ts'
import { useHub } from '../../hub/useHub.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import type { OutageActProps } from './AnnounceOutage.tsx'
import { instantOf } from './outagePlan.ts'
import { nameOf, outageKeys } from './outageWords.ts'

export function RestoreOutage({ outage, onEnd }: OutageActProps) {
  const { message } = App.useApp()
  const { now } = useHub()
  const [id] = useState(() => newId(now()))
  const [form] = Form.useForm<{ at?: Dayjs | null }>()
  const restore = useActOnce('POST /api/staff/outages/:outageId/restoration', outageKeys)
  return (
    <Modal
      open
      title={`恢复供水：${nameOf(outage)}`}
      okText={`通知 ${outage.affected} 户已恢复`}
      okButtonProps={{ loading: restore.isPending }}
      cancelText="还没有恢复"
      maskClosable={false}
      onCancel={onEnd}
      onOk={() => form.submit()}
    >
      <p>此前通知过的用户会收到恢复供水的通知。之后此次停水不能再改。</p>
      <Form
        form={form}
        layout="vertical"
        className="tight-form"
        onFinish={({ at }) =>
          restore.mutate(
            { params: { outageId: outage.id }, body: { id, ...(at && { restoredAt: instantOf(at) }) } },
            {
              onSuccess: () => {
                void message.success(`已恢复 ${outage.number}，正在通知用户`)
                onEnd()
              },
            },
          )
        }
      >
        <Form.Item label="恢复时间" name="at" extra="留空即现在">
          <DatePicker showTime={{ format: 'HH:mm' }} showNow={false} format="YYYY-MM-DD HH:mm" placeholder="现在" />
        </Form.Item>
      </Form>
      <RefusedLine error={restore.error} />
    </Modal>
  )
}
