import { Button, Descriptions, Table, type TableColumnsType } from 'antd'
import { Link, useParams } from 'react-router'
import { duration, moment, timeOf } from '../../format/moment.ts'
import { callKinds, maskedPhone, spokenNumber } from '../../format/words.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { useDial } from '../../softphone/useDial.ts'
import { OutcomeTag } from './CallsPage.tsx'

type Detail = Answer<'GET /api/staff/calls/:callId'>
type Leg = Detail['legs'][number]

const endings = {
  agent: '话务员挂断',
  caller: '对方挂断',
  declined: '拒接',
  unanswered: '未接',
  lost: '话机断线',
  moved: '已转接',
} as const

const columns: TableColumnsType<Leg> = [
  { title: '话务员', dataIndex: 'staffName' },
  { title: '振铃', dataIndex: 'rungAt', className: 'figures', render: timeOf },
  {
    title: '接听',
    dataIndex: 'answeredAt',
    className: 'figures',
    render: (at: number | null) => (at === null ? '—' : timeOf(at)),
  },
  {
    title: '通话',
    key: 'talked',
    align: 'right',
    className: 'figures',
    render: (_, { answeredAt, endedAt }) =>
      answeredAt === null || endedAt === null ? '—' : duration(endedAt - answeredAt),
  },
  {
    title: '话后处理',
    key: 'wrapUp',
    align: 'right',
    className: 'figures',
    render: (_, { endedAt, wrapUpEndedAt }) =>
      endedAt === null || wrapUpEndedAt === null ? '—' : duration(wrapUpEndedAt - endedAt),
  },
  {
    title: '结束',
    dataIndex: 'ending',
    render: (ending: Leg['ending']) => (ending === null ? '进行中' : endings[ending]),
  },
]

export function CallRecordPage() {
  const { callId = '' } = useParams()
  return (
    <Page title="通话详情" needs="call.read" aside={<Link to="/calls">全部通话记录</Link>}>
      <CallRecord callId={callId} />
    </Page>
  )
}

function CallRecord({ callId }: { callId: string }) {
  const detail = useAnswer('GET /api/staff/calls/:callId', { params: { callId } })
  const { may } = useSession()
  const { dial, pending } = useDial()
  return (
    <Answered of={detail} lines={8}>
      {(call) => (
        <>
          <Descriptions
            size="small"
            bordered
            column={2}
            items={[
              { key: 'kind', label: '类型', children: callKinds[call.kind] },
              {
                key: 'outcome',
                label: '结果',
                children: <OutcomeTag outcome={call.outcome} phase={call.phase} />,
              },
              {
                key: 'number',
                label: '对方号码',
                children: (
                  <span className="figures">
                    {may('call.take') ? spokenNumber(call.number) : maskedPhone(call.number)}{' '}
                    {may('call.take') && call.number !== '' && call.endedAt !== null && (
                      <Button
                        size="small"
                        disabled={pending}
                        onClick={() => dial(call.number, { kind: 'call', id: call.id })}
                      >
                        回拨
                      </Button>
                    )}
                  </span>
                ),
              },
              {
                key: 'account',
                label: '户号',
                children:
                  call.accountId !== null && may('account.read') ? (
                    <Link to={`/accounts/${call.accountId}`}>{call.accountNumber}</Link>
                  ) : (
                    (call.accountNumber ?? '—')
                  ),
              },
              { key: 'startedAt', label: '开始', children: moment(call.startedAt) },
              { key: 'endedAt', label: '结束', children: call.endedAt === null ? '进行中' : moment(call.endedAt) },
            ]}
          />
          <h2>接听经过</h2>
          <Table<Leg>
            aria-label="接听经过"
            size="small"
            rowKey="leg"
            columns={columns}
            dataSource={call.legs}
            pagination={false}
            locale={{ emptyText: '没有转到话务员' }}
          />
        </>
      )}
    </Answered>
  )
}
