import { Choice, Choices } from '../../components/Choice/index.tsx'
import type { SortBy } from '../worklist/sortOrders.ts'

export function SortChoice(props: { by: SortBy; busy: boolean; onDeadline: () => void; onDistance: () => void }) {
  const { by, busy, onDeadline, onDistance } = props
  return (
    <Choices label="排序">
      <Choice here={by === 'deadline'} onPress={onDeadline} id="by-deadline">
        按时限
      </Choice>
      <Choice here={by === 'distance'} onPress={onDistance} disabled={busy} id="by-distance">
        {busy ? '正在定位…' : '按距离'}
      </Choice>
    </Choices>
  )
}
