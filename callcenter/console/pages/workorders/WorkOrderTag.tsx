import type { WorkOrderState } from '#core/contract/workorders.ts'
import { workOrderStates } from '../../format/words.ts'
import { Mark } from '../../look/Mark.tsx'
import { workOrderTones } from './workOrderWords.ts'

export const WorkOrderTag = ({ state }: { state: WorkOrderState }) => (
  <Mark tone={workOrderTones[state] ?? 'quiet'}>{workOrderStates[state]}</Mark>
)
