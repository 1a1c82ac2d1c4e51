import { App, Modal } from 'antd'
import { useState } from 'react'
import { newId } from '#core/kernel/id.ts'
import { useAct } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { Answered, RefusedLine } from '../../look/Answered.tsx'
import { Faults, usePreview } from './OutagePreview.tsx'
import { nameOf, type Outage, outageKeys } from './outageWords.ts'

export interface OutageActProps {
  outage: Outage
  onEnd: () => void
}

export function AnnounceOutage({ outage, onEnd }: OutageActProps) {
  const { message } = App.useApp()
  const { now } = useHub()
  // One id for all attempts: sending it again announces nothing twice.
  const [id] = useState(() => newId(now()))
  const { unitId, kind, area, plannedFrom, plannedTo, alternativeSupply } = outage
  const preview = usePreview({ unitId, kind, area, plannedFrom, plannedTo, alternativeSupply })
  const announce = useAct('POST /api/staff/outages/:outageId/announcement', outageKeys)
  const total = preview.data?.total ?? 0
  return (
    <Modal
      open
      title={`发布停水：${nameOf(outage)}`}
      okText={preview.data ? `发布给 ${total} 户` : '发布'}
      okButtonProps={{ loading: announce.isPending, disabled: total === 0 }}
      cancelText="暂不发布"
      maskClosable={false}
      onCancel={onEnd}
      onOk={() =>
        announce.mutate(
          { params: { outageId: outage.id }, body: { id } },
          {
            onSuccess: ({ outage: { affected } }) => {
              void message.success(`已发布，正在通知 ${affected} 户`)
              onEnd()
            },
          },
        )
      }
    >
      <p>发布后通知范围内的全部用户，影响哪些用户也由此确定。之后可以变更、取消，不能收回已发的通知。</p>
      <Answered of={preview} lines={1}>
        {(found) => <Faults found={found} />}
      </Answered>
      <RefusedLine error={announce.error} />
    </Modal>
  )
}
