import { Box, Picture, Words } from '../../elements'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Facts } from '../../components/Facts/index.tsx'
import { moment } from '../../format/date.ts'
import { maskedPhone } from '../../format/masked.ts'
import type { WorkOrderState } from '../../hub/contract.ts'
import { platform } from '../../platform'
import { kindNames } from '../../reporting/words.ts'
import { Chip } from '../components/Chip.tsx'
import type { Order } from '../contract.ts'
import type { Errand } from '../outbox/work.ts'
import { useCrew, useNow } from '../useCrew.ts'
import { deadlineOf } from '../worklist/deadline.ts'
import { distanceOf, distanceWords } from '../worklist/distance.ts'
import { markOf, stateNames } from '../worklist/standing.ts'
import type { SeenOrder } from './useOrder.ts'

/** What it is about, where, until when, and whom to call. */
export function OrderFacts({
  order,
  state,
  errand,
}: {
  order: SeenOrder
  state: WorkOrderState
  errand: Errand | null
}) {
  const here = useCrew().place()
  const now = useNow()
  const mark = errand && markOf(errand)
  const { position, accountNumber = null, contactPhone: phone = null, photos = [] } = order
  const { words, tone } = deadlineOf(order.dueAt, now)
  const open = state !== 'finished' && state !== 'closed' && state !== 'cancelled'
  return (
    <Card>
      <Box className="order__title">
        {kindNames[order.kind]}
        <Chip>{stateNames[state]}</Chip>
        {mark && <Chip tone={mark.tone}>{mark.words}</Chip>}
      </Box>
      <Box className="order__place">{order.place}</Box>
      <Box className="order__words">{order.description}</Box>
      <Facts
        facts={[
          [
            '时限',
            <>
              {moment(order.dueAt)}
              {open && <Box className={`crew__tone--${tone}`}>{words}</Box>}
            </>,
          ],
          here && position ? ['距离', distanceWords(distanceOf(here, position))] : null,
          ['工单编号', order.number],
          accountNumber === null ? null : ['户号', accountNumber],
          order.staffName === null ? ['派给', order.unitName] : ['派给', `${order.unitName} ${order.staffName}`],
          phone === null ? null : ['联系电话', maskedPhone(phone)],
        ]}
      />
      {phone !== null && (
        <Button onPress={() => platform.dial(phone)} id="call-reporter">
          打电话给报修人
        </Button>
      )}
      <HubPhotos photos={photos} />
    </Card>
  )
}

const groups = [
  { purpose: 'report', words: '报修照片' },
  { purpose: 'before', words: '处理前照片' },
  { purpose: 'result', words: '处理后照片' },
] as const

function HubPhotos({ photos: all }: { photos: Order['photos'] }) {
  return (
    <>
      {groups.map(({ purpose, words }) => {
        const photos = all.filter((photo) => photo.purpose === purpose)
        if (photos.length === 0) return null
        return (
          <Box key={purpose} className="order__group">
            <Words className="strong">{words}</Words>
            <Box className="photos">
              {photos.map(({ id, link }, index) => (
                <Box className="photos__one" key={id}>
                  <Picture className="photos__picture" address={HUB_ORIGIN + link} label={`${words} ${index + 1}`} />
                </Box>
              ))}
            </Box>
          </Box>
        )
      })}
    </>
  )
}
