import { App, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { newId } from '#core/kernel/id.ts'
import { useAct, useAnswer } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { useUnits } from '../../session/useUnits.ts'
import { unitLevels } from './unitLevels.ts'
import { nameOf, type WorkOrder, workOrderKeys } from './workOrderWords.ts'

export interface WorkOrderActProps {
  order: WorkOrder
  onEnd: () => void
}

/** Gives it to a service centre, further to a department and a crew of it, and maybe to somebody there. */
export function DispatchWorkOrder({ order, onEnd }: WorkOrderActProps) {
  const { message } = App.useApp()
  const { now } = useHub()
  const [id, setId] = useState(() => newId(now()))
  const units = useUnits('workorder.dispatch')
  const people = useAnswer('GET /api/staff/work-order-people', {})
  const dispatch = useAct('POST /api/staff/work-orders/:workOrderId/dispatch', workOrderKeys)
  const [unitId, setUnitId] = useState(order.unitId)
  const [staffId, setStaffId] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const unit = units.find((one) => one.id === unitId)
  const levels = unitLevels(units, unit?.id)
  const there = (people.data ?? []).filter(({ unitPath }) => unit && unitPath.startsWith(unit.path))
  // Another receiver is another act: under the id of the last attempt it would be refused.
  const change = (then: () => void) => {
    then()
    setId(newId(now()))
  }
  const give = (next: string) =>
    change(() => {
      setUnitId(next)
      setStaffId(null)
    })

  return (
    <Modal
      open
      title={`派单：${nameOf(order)}`}
      okText={unit ? `派给 ${unit.name}` : '派单'}
      okButtonProps={{ loading: dispatch.isPending, disabled: !unit }}
      cancelText="不派"
      maskClosable={false}
      onCancel={onEnd}
      onOk={() =>
        dispatch.mutate(
          { params: { workOrderId: order.id }, body: { id, unitId, staffId, note: note.trim() || null } },
          {
            onSuccess: ({ unitName, staffName }) => {
              void message.success(`已派给 ${unitName}${staffName === null ? '' : ` ${staffName}`}`)
              onEnd()
            },
          },
        )
      }
    >
      <Form layout="vertical" className="tight-form">
        {levels.map(({ name, options, value }, index) => (
          <Form.Item key={name} label={name}>
            <Select
              aria-label={name}
              value={value ?? null}
              placeholder={index === 0 ? '请选择' : '不再往下派'}
              allowClear={index > 0}
              showSearch={{ optionFilterProp: 'label' }}
              options={options}
              onChange={(next: string | undefined) => {
                const wanted = next ?? levels[index - 1]?.value
                if (wanted !== undefined) give(wanted)
              }}
            />
          </Form.Item>
        ))}
        <Form.Item label="指定处理人" extra="不指定时，班组内任何人都可以接单">
          <Select
            aria-label="指定处理人"
            value={staffId}
            placeholder={people.isPending ? '正在查找' : there.length === 0 ? '此单位没有人员' : '不指定'}
            allowClear
            disabled={there.length === 0}
            showSearch={{ optionFilterProp: 'label' }}
            options={there.map(({ id: value, name }) => ({ value, label: name }))}
            onChange={(next: string | undefined) => change(() => setStaffId(next ?? null))}
          />
        </Form.Item>
        <Form.Item label="派单说明">
          <Input.TextArea
            aria-label="派单说明"
            rows={2}
            maxLength={500}
            value={note}
            onChange={({ target }) => change(() => setNote(target.value))}
          />
        </Form.Item>
      </Form>
      <RefusedLine error={dispatch.error} />
    </Modal>
  )
}
