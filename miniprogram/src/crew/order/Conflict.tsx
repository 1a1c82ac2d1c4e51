import { Box } from '../../elements'
import { Banner } from '../../components/Banner/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import type { WorkOrderState } from '../../hub/contract.ts'
import type { Act, Change, Work } from '../outbox/work.ts'
import { stateNames } from '../worklist/standing.ts'
import { Discard } from './Discard.tsx'

const actWords: Readonly<Record<Act, string>> = { accept: '接单', finish: '完工' }

/** What the hub did not take, why, and what the crew may do about it. Nothing goes without their word. */
export function Conflict({ work, onStep }: { work: Work; onStep: (step: Change) => void }) {
  const act = (['accept', 'finish'] as const).find((one) => work[one]?.sending.state === 'refused')
  const sending = act && work[act]?.sending
  if (!act || sending?.state !== 'refused') return null
  const written = Boolean(work.draft ?? work.finish)
  return (
    <Card title={`${actWords[act]}没有同步成功`} tone="danger">
      <Banner tone="danger">{sending.reason.words}</Banner>
      {written && <Box className="order__ask">您写的结果和拍的照片都还在手机里。弄不清楚请打电话问调度员。</Box>}
      <Button onPress={() => onStep({ type: 'again', act })} id="again">
        再试一次
      </Button>
      {work.finish && (
        <Button kind="link" onPress={() => onStep({ type: 'withdraw', act: 'finish' })} id="withdraw-refused">
          取回完工内容修改
        </Button>
      )}
      <Discard
        written={written}
        words={written ? '不要了，删掉' : '知道了，不接了'}
        onDiscard={() => onStep({ type: 'discard' })}
      />
    </Card>
  )
}

/** What was written for a work order that cannot be finished here any more. */
export function Leftover({ state, onStep }: { state: WorkOrderState; onStep: (step: Change) => void }) {
  return (
    <Card title="这个工单现在不能完工" tone="warning">
      <Box>工单{stateNames[state]}。您写的结果和拍的照片还在手机里，没有发出去。</Box>
      <Discard written words="不要了，删掉" onDiscard={() => onStep({ type: 'discard' })} />
    </Card>
  )
}
