import { Progress } from 'antd'
import { Link } from 'react-router'
import { type Fen, yuan } from '#core/kernel/fen.ts'
import { moment } from '../../format/moment.ts'
import { useAnswer, useForget, useLive } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { Answered } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { type BillingRun, percentDone, progressEveryMs, runsKey, whatOf } from './billingRunWords.ts'
import { StartBillingRun } from './StartBillingRun.tsx'
import './billingRuns.css'

const right = { align: 'right' as const, className: 'figures' }

const columns: ListColumn<BillingRun>[] = [
  {
    title: '开账',
    key: 'what',
    render: (_, run) => <Link to={`/billing-runs/${run.id}`}>{whatOf(run)}</Link>,
    sheet: { of: whatOf },
  },
  {
    title: '截至',
    dataIndex: 'through',
    className: 'figures',
    sheet: { kind: 'date', of: ({ through }) => through },
  },
  { title: '进度', key: 'progress', width: 180, render: (_, run) => <RunProgress run={run} /> },
  {
    title: '户数',
    key: 'accounts',
    ...right,
    render: (_, { accountsDone, accountsTotal }) => `${accountsDone} / ${accountsTotal}`,
    sheet: { kind: 'number', of: ({ accountsDone }) => accountsDone },
  },
  { title: '账单', dataIndex: 'bills', ...right, sheet: { kind: 'number', of: ({ bills }) => bills } },
  {
    title: '金额',
    dataIndex: 'amount',
    ...right,
    render: (amount: Fen) => yuan(amount),
    sheet: { kind: 'money', of: ({ amount }) => amount },
  },
  {
    title: '发起人',
    dataIndex: 'startedByName',
    render: (name: string | null) => name ?? '系统',
    sheet: { of: ({ startedByName }) => startedByName ?? '系统' },
  },
  {
    title: '开始',
    dataIndex: 'startedAt',
    className: 'figures',
    render: moment,
    sheet: { kind: 'moment', of: ({ startedAt }) => startedAt },
  },
  {
    title: '完成',
    dataIndex: 'finishedAt',
    className: 'figures',
    render: (at: number | null) => (at === null ? '进行中' : moment(at)),
    sheet: { kind: 'moment', of: ({ finishedAt }) => finishedAt },
  },
]

export const RunProgress = ({ run }: { run: BillingRun }) => (
  <Progress
    size="small"
    aria-label={`${whatOf(run)}开账进度`}
    percent={percentDone(run)}
    status={run.state === 'finished' ? 'success' : 'active'}
    format={(percent) => (run.state === 'finished' ? '已完成' : `${percent}%`)}
  />
)

export const BillingRunsPage = () => (
  <Page title="开账" needs="billingRun.read" aside={<ReviewsLink />}>
    <BillingRuns />
  </Page>
)

function ReviewsLink() {
  const { may } = useSession()
  return may('reading.review') ? <Link to="/reviews">待审核读数</Link> : null
}

function BillingRuns() {
  const { may } = useSession()
  const forget = useForget()
  const runs = useAnswer(runsKey, {})
  const going = runs.data?.some(({ state }) => state === 'running') ?? false
  // The same question: asked again by itself only while there is something to see.
  useAnswer(runsKey, {}, { everyMs: going && progressEveryMs })
  useLive('billingRun.finished', () => forget(runsKey))
  return (
    <>
      {may('billingRun.start') && <StartBillingRun />}
      <section aria-label="历次开账">
        <h2>历次开账</h2>
        <Answered
          of={runs}
          lines={8}
          isEmpty={(all) => all.length === 0}
          empty="还没有开过账；在上面选择表册和截止日期开始"
        >
          {(all) => (
            <Rows<BillingRun>
              name="历次开账"
              columns={columns}
              rows={all}
              pageOf={({ id }) => `/billing-runs/${id}`}
              foot={`共 ${all.length} 次，最多显示最近 50 次`}
            />
          )}
        </Answered>
      </section>
    </>
  )
}
