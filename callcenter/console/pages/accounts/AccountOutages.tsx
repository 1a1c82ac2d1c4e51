import { moment } from '../../format/moment.ts'
import { type Answer, useAnswer, useForget, useLive } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { Answered } from '../../look/Answered.tsx'
import { Mark } from '../../look/Mark.tsx'

const key = 'GET /api/staff/accounts/:accountId/outages'
type Outage = Answer<typeof key>[number]

const kinds: Record<Outage['kind'], string> = { planned: '计划停水', emergency: '抢修停水' }
const states: Record<Outage['state'], string> = {
  draft: '草稿',
  announced: '已发布',
  changed: '已变更',
  restored: '已恢复',
  cancelled: '已取消',
}

const columns: ListColumn<Outage>[] = [
  { title: '编号', dataIndex: 'number', className: 'figures', sheet: { of: ({ number }) => number } },
  {
    title: '状态',
    dataIndex: 'state',
    render: (state: Outage['state']) => (
      <Mark tone={state === 'announced' || state === 'changed' ? 'danger' : 'quiet'}>{states[state]}</Mark>
    ),
    sheet: { of: ({ state }) => states[state] },
  },
  {
    title: '类型',
    dataIndex: 'kind',
    render: (kind: Outage['kind']) => kinds[kind],
    sheet: { of: ({ kind }) => kinds[kind] },
  },
  { title: '范围', dataIndex: 'place', ellipsis: true, width: 280, sheet: { of: ({ place }) => place } },
  { title: '原因', dataIndex: 'reason', ellipsis: true, width: 220, sheet: { of: ({ reason }) => reason } },
  {
    title: '停水',
    key: 'from',
    className: 'figures',
    render: (_, { actualFrom, plannedFrom }) => moment(actualFrom ?? plannedFrom),
    sheet: { kind: 'moment', of: ({ actualFrom, plannedFrom }) => actualFrom ?? plannedFrom },
  },
  {
    title: '恢复',
    key: 'to',
    className: 'figures',
    render: (_, { actualTo, plannedTo }) => (actualTo === null ? `预计 ${moment(plannedTo)}` : moment(actualTo)),
    sheet: { kind: 'moment', of: ({ actualTo, plannedTo }) => actualTo ?? plannedTo },
  },
]

/** Outages that people here were told of. */
export function AccountOutages({ accountId }: { accountId: string }) {
  const outages = useAnswer(key, { params: { accountId } })
  const forget = useForget()
  useLive('outage.changed', () => forget(key))
  return (
    <section aria-label="停水">
      <Answered
        of={outages}
        lines={4}
        isEmpty={(all) => all.length === 0}
        empty="此户没有停过水；停水发布时影响到此户的会列在这里"
      >
        {(all) => (
          <Rows<Outage> name="停水" columns={columns} rows={all} foot={`共 ${all.length} 次，最多显示最近 50 次`} />
        )}
      </Answered>
    </section>
  )
}
