import { Box, Words } from '../../elements'
import { RowLink } from '../../components/RowLink/index.tsx'
import type { Place } from '../../platform/types.ts'
import { kindNames } from '../../reporting/words.ts'
import { Chip } from '../components/Chip.tsx'
import type { ListedOrder } from '../contract.ts'
import type { Work } from '../outbox/work.ts'
import { deadlineOf } from '../worklist/deadline.ts'
import { distanceOf, distanceWords } from '../worklist/distance.ts'
import { markOf, standingOf, stateNames } from '../worklist/standing.ts'

export function OrderCard(props: {
  order: ListedOrder
  work: Work | null
  at: number
  now: number
  here: Place | null
  staffId: string
  onPress: () => void
}) {
  const { order, work, at, now, here, staffId, onPress } = props
  const { state, errand } = standingOf(order, at, work, staffId)
  const { words, tone } = deadlineOf(order.dueAt, now)
  const mark = errand && markOf(errand)
  return (
    <RowLink onPress={onPress}>
      <Box className="strong">
        {kindNames[order.kind]}
        <Chip>{stateNames[state]}</Chip>
        {mark && <Chip tone={mark.tone}>{mark.words}</Chip>}
      </Box>
      <Box>{order.place}</Box>
      <Box className="crew__facts">
        {state !== 'finished' && <Words className={`crew__tone--${tone}`}>{words}</Words>}
        {here && (
          <Words className="soft">
            {order.position ? distanceWords(distanceOf(here, order.position)) : '没有位置'}
          </Words>
        )}
      </Box>
    </RowLink>
  )
}
