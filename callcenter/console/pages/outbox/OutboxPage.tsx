import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { moment } from '../../format/moment.ts'
import { sentenceOf } from '../../hub/hubRefusal.ts'
import { type Answer, useAct, useAnswer } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { Answered, RefusedLine } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'
import { jobWord, topicWord } from './outboxWords.ts'
import '../../list/cells.css'

const key = 'GET /api/staff/outbox/dead'
type Dead = Answer<typeof key>
type Delivery = Dead['deliveries'][number]
type Job = Dead['jobs'][number]

const cause = {
  title: '失败原因（供技术人员查看）',
  dataIndex: 'lastError' as const,
  className: 'long-cell',
  render: (error: string | null) => error ?? '没有记录',
  sheet: { of: ({ lastError }: { lastError: string | null }) => lastError },
}

const tries = {
  title: '已试次数',
  dataIndex: 'attempts' as const,
  align: 'right' as const,
  className: 'figures',
  sheet: { kind: 'number' as const, of: ({ attempts }: { attempts: number }) => attempts },
}

export const OutboxPage = () => (
  <Page title="失败任务" needs="outbox.manage">
    <Outbox />
  </Page>
)

function Outbox() {
  const dead = useAnswer(key, {})
  return (
    <Answered
      of={dead}
      lines={8}
      isEmpty={({ deliveries, jobs }) => deliveries.length + jobs.length === 0}
      empty="没有失败的任务；多次重试仍失败的通知、开票等会出现在这里"
    >
      {({ deliveries, jobs }) => (
        <>
          {deliveries.length > 0 && <Deliveries deliveries={deliveries} />}
          {jobs.length > 0 && <Jobs jobs={jobs} />}
        </>
      )}
    </Answered>
  )
}

function Deliveries({ deliveries }: { deliveries: Delivery[] }) {
  const topics = Map.groupBy(deliveries, ({ topic }) => topic)
  const columns: ListColumn<Delivery>[] = [
    {
      title: '发生时间',
      dataIndex: 'createdAt',
      className: 'figures',
      render: moment,
      sheet: { kind: 'moment', of: ({ createdAt }) => createdAt },
    },
    { title: '事件', dataIndex: 'topic', render: topicWord, sheet: { of: ({ topic }) => topicWord(topic) } },
    tries,
    cause,
    { title: '操作', key: 'retry', render: (_, { id }) => <RetryDelivery deliveryId={id} /> },
  ]
  return (
    <section aria-label="失败的事件处理">
      <h2>失败的事件处理</h2>
      <div className="filters">
        {[...topics].map(([topic, some]) => (
          <RetryTopic key={topic} topic={topic} shown={some.length} />
        ))}
      </div>
      <Rows<Delivery>
        name="失败的事件处理"
        columns={columns}
        rows={deliveries}
        foot={`共 ${deliveries.length} 条，最多显示最近 100 条`}
      />
    </section>
  )
}

function Jobs({ jobs }: { jobs: Job[] }) {
  const columns: ListColumn<Job>[] = [
    {
      title: '失败时间',
      dataIndex: 'finishedAt',
      className: 'figures',
      render: (at: number | null) => (at === null ? '—' : moment(at)),
      sheet: { kind: 'moment', of: ({ finishedAt }) => finishedAt },
    },
    { title: '任务', dataIndex: 'job', render: jobWord, sheet: { of: ({ job }) => jobWord(job) } },
    tries,
    cause,
    { title: '操作', key: 'retry', render: (_, { id }) => <RetryJob jobId={id} /> },
  ]
  return (
    <section aria-label="失败的定时任务">
      <h2>失败的定时任务</h2>
      <Rows<Job>
        name="失败的定时任务"
        columns={columns}
        rows={jobs}
        foot={`共 ${jobs.length} 条，最多显示最近 100 条`}
      />
    </section>
  )
}

/** What is told of a retry: it goes on in the background, and comes back here if it fails again. */
function useTold() {
  const { message } = App.useApp()
  return {
    onSuccess: () => void message.success('已重新排队；再次失败会回到这里'),
    onError: (error: Error) => void message.error(sentenceOf(error)),
  }
}

function RetryDelivery({ deliveryId }: { deliveryId: string }) {
  const told = useTold()
  const retry = useAct('POST /api/staff/outbox/deliveries/:deliveryId/retry', [key])
  return (
    <Button size="small" loading={retry.isPending} onClick={() => retry.mutate({ params: { deliveryId } }, told)}>
      重试
    </Button>
  )
}

function RetryJob({ jobId }: { jobId: string }) {
  const told = useTold()
  const retry = useAct('POST /api/staff/outbox/jobs/:jobId/retry', [key])
  return (
    <Button size="small" loading={retry.isPending} onClick={() => retry.mutate({ params: { jobId } }, told)}>
      重试
    </Button>
  )
}

function RetryTopic({ topic, shown }: { topic: string; shown: number }) {
  const { message } = App.useApp()
  const [asking, setAsking] = useState(false)
  const retry = useAct('POST /api/staff/outbox/topic-retries', [key])
  const name = topicWord(topic)
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        全部重试：{name}（{shown}）
      </Button>
      {asking && (
        <Modal
          open
          title={`重试全部“${name}”`}
          okText="全部重试"
          okButtonProps={{ loading: retry.isPending }}
          cancelText="暂不重试"
          onCancel={() => setAsking(false)}
          onOk={() =>
            retry.mutate(
              { body: { topic } },
              {
                onSuccess: ({ retried }) => {
                  void message.success(`已重新排队 ${retried} 条`)
                  setAsking(false)
                },
              },
            )
          }
        >
          <p>包括这里没有显示的更早的失败。请先确认失败的原因已经排除。</p>
          <RefusedLine error={retry.error} />
        </Modal>
      )}
    </>
  )
}
