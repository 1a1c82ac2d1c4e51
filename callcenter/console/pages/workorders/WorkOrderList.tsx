import { Link } from 'react-router'
import { type WorkOrderKind, workOrderKinds, type WorkOrderState } from '#core/contract/workorders.ts'
import { moment } from '../../format/moment.ts'
import { workOrderStates } from '../../format/words.ts'
import { List } from '../../list/List.tsx'
import type { ListColumn } from '../../list/listColumn.ts'
import { usePages } from '../../list/usePages.ts'
import { useNow } from '../../look/useNow.ts'
import { Due } from './Due.tsx'
import { type ListedWorkOrder, workOrdersKey } from './workOrderWords.ts'
import { WorkOrderTag } from './WorkOrderTag.tsx'

const columnsAt = (now: number): ListColumn<ListedWorkOrder>[] => [
  {
    title: '编号',
    key: 'number',
    className: 'figures',
    render: (_, { id, number }) => <Link to={`/workorders/${id}`}>{number}</Link>,
    sheet: { of: ({ number }) => number },
  },
  {
    title: '状态',
    dataIndex: 'state',
    render: (state: WorkOrderState) => <WorkOrderTag state={state} />,
    sheet: { of: ({ state }) => workOrderStates[state] },
  },
  {
    title: '完成时限',
    key: 'dueAt',
    render: (_, order) => <Due order={order} now={now} short />,
    sheet: { kind: 'moment', of: ({ dueAt }) => dueAt },
  },
  {
    title: '类别',
    dataIndex: 'kind',
    render: (kind: WorkOrderKind) => workOrderKinds[kind],
    sheet: { of: ({ kind }) => workOrderKinds[kind] },
  },
  { title: '地点', dataIndex: 'place', ellipsis: true, width: 180, sheet: { of: ({ place }) => place } },
  {
    title: '情况',
    dataIndex: 'description',
    ellipsis: true,
    width: 150,
    sheet: { of: ({ description }) => description },
  },
  { title: '部门', dataIndex: 'unitName', ellipsis: true, width: 130, sheet: { of: ({ unitName }) => unitName } },
  {
    title: '处理人',
    dataIndex: 'staffName',
    render: (name: string | null) => name ?? '—',
    sheet: { of: ({ staffName }) => staffName },
  },
  {
    title: '受理时间',
    dataIndex: 'createdAt',
    className: 'figures',
    render: moment,
    sheet: { kind: 'moment', of: ({ createdAt }) => createdAt },
  },
]

export function WorkOrderList({ query }: { query: Readonly<Record<string, unknown>> }) {
  const pages = usePages(workOrdersKey, query, ({ number }) => number)
  const now = useNow(60_000)
  return (
    <List
      name="工单"
      of={pages}
      columns={columnsAt(now)}
      pageOf={({ id }) => `/workorders/${id}`}
      empty="没有符合条件的工单；来电、小程序和留言报修后会出现在这里"
    />
  )
}
