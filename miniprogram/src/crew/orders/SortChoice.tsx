import { Box, Tap } from '../../elements'
import type { SortBy } from '../worklist/sortOrders.ts'

export function SortChoice(props: { by: SortBy; busy: boolean; onDeadline: () => void; onDistance: () => void }) {
  const { by, busy, onDeadline, onDistance } = props
  const look = (here: boolean) => `orders__sort ${here ? 'orders__sort--here' : ''}`
  return (
    <Box className="orders__sorts" role="group" label="排序">
      <Tap className={look(by === 'deadline')} onPress={onDeadline} pressed={by === 'deadline'} id="by-deadline">
        按时限
      </Tap>
      <Tap
        className={look(by === 'distance')}
        onPress={onDistance}
        pressed={by === 'distance'}
        disabled={busy}
        id="by-distance"
      >
        {busy ? '正在定位…' : '按距离'}
      </Tap>
    </Box>
  )
}
