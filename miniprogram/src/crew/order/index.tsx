import { useRouter } from '@tarojs/taro'
import { Page } from '../../components/Page/index.tsx'
import { Banner } from '../../components/Banner/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Refused } from '../../components/States/index.tsx'
import { isTooLong } from '../../format/characters.ts'
import { moment } from '../../format/date.ts'
import { useAct } from '../../hub/useAct.ts'
import { CrewAnswered, CrewLogInFirst, SyncStatus, Updated } from '../components/CrewStates.tsx'
import type { Desk } from '../desk.ts'
import { type Change, isRefused, refsOf } from '../outbox/work.ts'
import { useCrew, useDesk } from '../useCrew.ts'
import { standingOf } from '../worklist/standing.ts'
import { Conflict, Leftover } from './Conflict.tsx'
import { OrderFacts } from './OrderFacts.tsx'
import { mostWords, ReportForm } from './ReportForm.tsx'
import { SentReport } from './SentReport.tsx'
import { Timeline } from './Timeline.tsx'
import { useOrder } from './useOrder.ts'
import '../components/crew.scss'
import './index.scss'

export default function CrewOrder() {
  const { params } = useRouter()
  const desk = useCrew().desk()
  if (!desk) {
    return (
      <Page title="工单">
        <CrewLogInFirst />
      </Page>
    )
  }
  return <OrderOf desk={desk} orderId={params['id'] ?? ''} key={desk.staffId} />
}

function OrderOf({ desk, orderId }: { desk: Desk; orderId: string }) {
  const { now, newId } = useCrew()
  const { works, photos, staffId, syncer } = useDesk(desk)
  const { question, seen } = useOrder(desk, orderId)
  const { act, refused } = useAct()
  const work = works.of(orderId)
  const standing = seen && standingOf(seen.order, seen.at, work, staffId)
  const naming = seen?.order ?? (work && { ...work, id: work.orderId })

  const step = (next: Change) =>
    act(async () => {
      if (!naming) return
      const before = work ? refsOf(work) : []
      const needed = new Set(refsOf(works.change(naming, next)))
      await photos.drop(before.filter((ref) => !needed.has(ref)))
      syncer.start()
    })
  const result = work?.draft?.result ?? ''
  const ready = result.trim() !== '' && !isTooLong(result, mostWords)

  return (
    <Page
      title="工单"
      foot={
        standing?.mayAccept ? (
          <Button kind="main" onPress={() => step({ type: 'accept', id: newId(), at: now() })} id="accept">
            接单
          </Button>
        ) : standing?.mayReport ? (
          <Button
            kind="main"
            onPress={() => step({ type: 'finish', id: newId(), at: now() })}
            disabled={!ready}
            id="finish"
          >
            {ready ? '完工' : '写明处理结果后完工'}
          </Button>
        ) : null
      }
    >
      <SyncStatus desk={desk} />
      <Refused told={refused} />
      {work && <Conflict work={work} onStep={step} />}
      {work?.draft && standing && !standing.mayReport && !isRefused(work) && (
        <Leftover state={standing.state} onStep={step} />
      )}
      <Updated question={question} />
      {seen && question.state === 'error' && (
        <Banner tone="warning">
          没有连上，这是列表里 {moment(seen.at)} 的内容。电话和照片要联网打开一次才看得到，接单、完工不受影响。
          <Button kind="link" onPress={question.again} id="refresh">
            刷新
          </Button>
        </Banner>
      )}
      {seen && standing ? (
        <OrderFacts order={seen.order} state={standing.state} errand={standing.errand} />
      ) : (
        <CrewAnswered question={question} lines={10}>
          {() => null}
        </CrewAnswered>
      )}
      {naming && (standing?.mayReport || work?.draft) && (
        <ReportForm desk={desk} report={work?.draft ?? null} order={naming} onStep={step} />
      )}
      {work?.finish && (
        <SentReport desk={desk} finish={work.finish} blocked={work.accept?.sending.state === 'refused'} onStep={step} />
      )}
      {seen?.order.steps && <Timeline steps={seen.order.steps} />}
    </Page>
  )
}
