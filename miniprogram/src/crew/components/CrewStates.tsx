import type { ReactNode } from 'react'
import { Box, Words } from '../../elements'
import { Banner } from '../../components/Banner/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Empty, Failure, Skeleton } from '../../components/States/index.tsx'
import { moment } from '../../format/date.ts'
import type { Question } from '../../hub/useQuestion.ts'
import { go } from '../../navigation.ts'
import { isRefused } from '../outbox/work.ts'
import { useCrew, useDesk } from '../useCrew.ts'
import type { Desk } from '../desk.ts'

export function CrewLogInFirst() {
  return (
    <Empty icon="account" title="请先登录" how="这里是维修人员接单、完工的地方，用工号登录。用户报修、缴费请回首页。">
      <Box className="state__acts">
        <Button kind="main" onPress={() => go.to('crew/login')} id="crew-log-in">
          员工登录
        </Button>
        <Button onPress={() => go.home()}>回首页</Button>
      </Box>
    </Empty>
  )
}

/** The four states of a question. What is known stays while the network is away; the page says from when it is. */
export function CrewAnswered<T>({
  question,
  lines,
  children,
}: {
  question: Question<T>
  lines: number
  children: (value: T, at: number) => ReactNode
}) {
  const { session } = useCrew()
  if (question.state === 'loading') return <Skeleton lines={lines} />
  if (question.state === 'ready') return <>{children(question.value, question.at)}</>
  return session.hasEnded() ? <CrewLogInFirst /> : <Failure told={question.told} onAgain={question.again} />
}

/** From when it is what is shown, and why it is not newer. */
export function Updated({ question }: { question: Question<unknown> }) {
  if (question.state !== 'ready') return null
  const { stale, at, again } = question
  return (
    <Box className="crew__updated">
      <Box className="crew__updated-words" role="status">
        {stale === null ? '' : '没有连上，'}
        最后更新 <Words className="whole">{moment(at)}</Words>
      </Box>
      <Button kind="link" onPress={again} id="refresh">
        刷新
      </Button>
    </Box>
  )
}

/** How sending stands, where there is something to be said about it. */
export function SyncStatus({ desk }: { desk: Desk }) {
  const { session } = useCrew()
  const { syncer, works, unsent } = useDesk(desk)
  const left = unsent()
  const state = syncer.state()
  const refused = works.all().filter(isRefused).length
  return (
    <>
      {session.hasEnded() && (
        <Banner tone="warning">
          登录已过期，{left > 0 ? `${left} 项内容在手机里等着同步，` : ''}请重新登录。
          <Button kind="link" onPress={() => go.to('crew/login')} id="crew-log-in-again">
            重新登录
          </Button>
        </Banner>
      )}
      {refused > 0 && <Banner tone="danger">{refused} 个工单没有同步成功，请打开看看怎么办。内容都还在手机里。</Banner>}
      {state.state === 'sending' && left > 0 && <Banner tone="info">正在同步…</Banner>}
      {state.state === 'waiting' && !session.hasEnded() && left > 0 && (
        <Banner tone="warning">
          {left} 项待同步：{state.words}。内容已存在手机里，联网后自动同步。
          <Button kind="link" onPress={syncer.start} id="sync">
            现在同步
          </Button>
        </Banner>
      )}
    </>
  )
}
