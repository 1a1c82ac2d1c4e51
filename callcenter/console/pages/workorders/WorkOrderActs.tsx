import { App, Button } from 'antd'
import { useState } from 'react'
import { newId } from '#core/kernel/id.ts'
import { sentenceOf } from '../../hub/hubRefusal.ts'
import { useAct } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { useSession } from '../../session/session.ts'
import { DispatchWorkOrder } from './DispatchWorkOrder.tsx'
import { FinishWorkOrder } from './FinishWorkOrder.tsx'
import { type Move, movesIn, type WorkOrder, workOrderActs, workOrderKeys } from './workOrderWords.ts'
import { WordedAct } from './WordedAct.tsx'

/** What can be done with it now, the most likely first. */
const sequence: readonly Move[] = ['accept', 'finish', 'close', 'dispatch', 'reopen', 'cancel']

export function WorkOrderActs({ order }: { order: WorkOrder }) {
  const { me, may } = useSession()
  const { now } = useHub()
  const { message } = App.useApp()
  const [act, setAct] = useState<Exclude<Move, 'accept'> | null>(null)
  const accept = useAct('POST /api/staff/work-orders/:workOrderId/acceptance', workOrderKeys)
  const onEnd = () => setAct(null)
  const isMine = order.staffId === me.staffId

  function offers(move: Move): boolean {
    if (!movesIn[order.state].includes(move)) return false
    if (move === 'accept')
      return may('workorder.write') && (order.state === 'reopened' || order.staffId === null || isMine)
    if (move === 'finish') return may('workorder.write') && isMine
    return may('workorder.dispatch')
  }
  const offered = sequence.filter(offers)
  if (offered.length === 0) return null
  const doIt = (move: Move) => {
    if (move !== 'accept') return setAct(move)
    accept.mutate(
      { params: { workOrderId: order.id }, body: { id: newId(now()) } },
      {
        onSuccess: () => void message.success(`已接单 ${order.number}`),
        onError: (error) => void message.error(sentenceOf(error)),
      },
    )
  }
  return (
    <div className="acts">
      {offered.map((move, index) => (
        <Button
          key={move}
          type={index === 0 ? 'primary' : 'default'}
          danger={move === 'cancel'}
          disabled={accept.isPending}
          onClick={() => doIt(move)}
        >
          {move === 'dispatch' && order.state !== 'reported' ? '改派' : workOrderActs[move]}
        </Button>
      ))}
      {act === 'dispatch' && <DispatchWorkOrder order={order} onEnd={onEnd} />}
      {act === 'finish' && <FinishWorkOrder order={order} onEnd={onEnd} />}
      {act !== null && act !== 'dispatch' && act !== 'finish' && <WordedAct act={act} order={order} onEnd={onEnd} />}
    </div>
  )
}
