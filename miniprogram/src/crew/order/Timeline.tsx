import { Box } from '../../elements'
import { Card } from '../../components/Card/index.tsx'
import { moment } from '../../format/date.ts'
import { actNames } from '../../reporting/words.ts'
import type { Order } from '../contract.ts'

/** What has become of it, the newest first. */
export function Timeline({ steps }: { steps: Order['steps'] }) {
  return (
    <Card title="经过">
      {[...steps].reverse().map(({ step, act, note, at, by, actorName, unitName, staffName }) => (
        <Box className="order__step" key={step}>
          <Box className="strong">
            {actNames[act]}
            {act === 'dispatch' && unitName !== null ? `：${unitName}${staffName === null ? '' : ` ${staffName}`}` : ''}
          </Box>
          {note !== null && <Box className="order__words">{note}</Box>}
          <Box className="soft">
            {moment(at)} {by === 'resident' ? '用户' : (actorName ?? '')}
          </Box>
        </Box>
      ))}
    </Card>
  )
}
