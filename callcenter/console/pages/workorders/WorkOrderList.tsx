import type { TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { type WorkOrderKind, workOrderKinds, type WorkOrderState } from '#core/contract/workorders.ts'
import { moment } from '../../format/moment.ts'
import { List } from '../../list/List.tsx'
import { usePages } from '../../list/usePages.ts'
import { type ListedWorkOrder, workOrdersKey } from './workOrderWords.ts'
import { WorkOrderTag } from './WorkOrderTag.tsx'

const columns: TableColumnsType<ListedWorkOrder> = [
  {
    title: '编号',
    key: 'number',
    className: 'figures',
    render: (_, { id, number }) => <Link to={`/workorders/${id}`}>{number}</Link>,
  },
  { title: '状态', dataIndex: 'state', render: (state: WorkOrderState) => <WorkOrderTag state={state} /> },
  { title: '类别', dataIndex: 'kind', render: (kind: WorkOrderKind) => workOrderKinds[kind] },
  { title: '地点', dataIndex: 'place', ellipsis: true, width: 240 },
  { title: '情况', dataIndex: 'description', ellipsis: true, width: 260 },
  { title: '部门', dataIndex: 'unitName' },
  { title: '处理人', dataIndex: 'staffName', render: (name: string | null) => name ?? '—' },
  { title: '受理时间', dataIndex: 'createdAt', className: 'figures', render: moment },
]

export function WorkOrderList({ query }: { query: Readonly<Record<string, unknown>> }) {
  const pages = usePages(workOrdersKey, query, ({ number }) => number)
  return (
    <List name="工单" of={pages} columns={columns} empty="没有符合条件的工单；来电、小程序和留言报修后会出现在这里" />
  )
}
