import { Box, Words } from '../../elements'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { moment } from '../../format/date.ts'
import { Chip } from '../components/Chip.tsx'
import type { Desk } from '../desk.ts'
import type { Change, FinishErrand, Side } from '../outbox/work.ts'
import { markOf } from '../worklist/standing.ts'
import { KeptPhotos } from './KeptPhotos.tsx'

const sides: readonly { side: Side; words: string }[] = [
  { side: 'before', words: '处理前照片' },
  { side: 'after', words: '处理后照片' },
]

/** What was finished here, until the hub's own words have it. */
export function SentReport({
  desk,
  finish,
  blocked,
  onStep,
}: {
  desk: Desk
  finish: FinishErrand
  /** The acceptance that it waits for was refused. */
  blocked: boolean
  onStep: (step: Change) => void
}) {
  const { report, sending, at } = finish
  if (sending.state === 'done') return null
  const mark = blocked ? { words: '等接单同步', tone: 'warning' as const } : markOf(finish)
  return (
    <Card>
      <Box className="order__title">
        完工
        <Chip tone={mark.tone}>{mark.words}</Chip>
      </Box>
      <Box className="soft">{moment(at)} 提交</Box>
      <Box className="order__words">{report.result}</Box>
      {sides.map(
        ({ side, words }) =>
          report[side].length > 0 && (
            <Box className="order__group" key={side}>
              <Words className="strong">{words}</Words>
              <Box className="photos">
                <KeptPhotos desk={desk} words={words} photos={report[side]} />
              </Box>
            </Box>
          ),
      )}
      {sending.state === 'waiting' && !blocked && (
        <Button kind="link" onPress={() => onStep({ type: 'withdraw', act: 'finish' })} id="withdraw-finish">
          取回修改
        </Button>
      )}
    </Card>
  )
}
