import { Descriptions } from 'antd'
import { Link, useParams } from 'react-router'
import { yuan } from '#core/kernel/fen.ts'
import { duration, moment } from '../../format/moment.ts'
import { useAnswer, useForget, useLive } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { Page } from '../../look/Page.tsx'
import { SkippedAccounts } from './SkippedAccounts.tsx'
import { progressEveryMs, runKey, type ViewedBillingRun, whatOf } from './billingRunWords.ts'
import { RunProgress } from './BillingRunsPage.tsx'

export function BillingRunPage() {
  const { runId = '' } = useParams()
  return (
    <Page title="开账进度" needs="billingRun.read" aside={<Link to="/billing-runs">历次开账</Link>}>
      <OneRun runId={runId} />
    </Page>
  )
}

function OneRun({ runId }: { runId: string }) {
  const request = { params: { runId } }
  const run = useAnswer(runKey, request)
  useAnswer(runKey, request, { everyMs: run.data?.state === 'running' && progressEveryMs })
  const forget = useForget()
  useLive('billingRun.finished', (finished) => {
    if (finished.runId === runId) forget(runKey)
  })
  return <Answered of={run}>{(known) => <Whole run={known} />}</Answered>
}

function Whole({ run }: { run: ViewedBillingRun }) {
  const { finishedAt, startedAt } = run
  return (
    <>
      <h2 className="who">
        {whatOf(run)} <span className="figures soft">截至 {run.through}</span>
      </h2>
      <div className="run-bar">
        <RunProgress run={run} />
      </div>
      {finishedAt === null ? (
        <Line tone="info">正在开账，可以离开此页；完成后这里会自动更新</Line>
      ) : (
        <Line tone="success">
          已完成，用时 {duration(finishedAt - startedAt)}，开出 {run.bills} 张账单
        </Line>
      )}
      <Descriptions
        size="small"
        bordered
        column={3}
        items={[
          { key: 'done', label: '已处理户数', children: `${run.accountsDone} / ${run.accountsTotal}` },
          { key: 'bills', label: '开出账单', children: `${run.bills} 张` },
          { key: 'amount', label: '金额', children: yuan(run.amount) },
          { key: 'who', label: '发起人', children: run.startedByName ?? '系统' },
          { key: 'startedAt', label: '开始', children: moment(startedAt) },
          { key: 'finishedAt', label: '完成', children: finishedAt === null ? '进行中' : moment(finishedAt) },
        ]}
      />
      {run.skipped > 0 && <SkippedAccounts run={run} />}
    </>
  )
}
