import { App, Modal } from 'antd'
import { useState } from 'react'
import { newId } from '#core/kernel/id.ts'
import { useAct } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import type { OutageActProps } from './AnnounceOutage.tsx'
import { isAnnounced, nameOf, outageKeys } from './outageWords.ts'

export function CancelOutage({ outage, onEnd }: OutageActProps) {
  const { message } = App.useApp()
  const { now } = useHub()
  const [id] = useState(() => newId(now()))
  const cancel = useAct('POST /api/staff/outages/:outageId/cancellation', outageKeys)
  return (
    <Modal
      open
      title={`取消停水：${nameOf(outage)}`}
      okText="取消此次停水"
      okButtonProps={{ danger: true, loading: cancel.isPending }}
      cancelText="保留"
      maskClosable={false}
      onCancel={onEnd}
      onOk={() =>
        cancel.mutate(
          { params: { outageId: outage.id }, body: { id } },
          {
            onSuccess: () => {
              void message.success(`已取消 ${outage.number}`)
              onEnd()
            },
          },
        )
      }
    >
      <p>
        {isAnnounced(outage)
          ? `此前通知过的 ${outage.affected} 户会收到停水取消的通知。取消后不能再改。`
          : '草稿还没有通知过任何人。取消后不能再改，也不能再发布。'}
      </p>
      <RefusedLine error={cancel.error} />
    </Modal>
  )
}
