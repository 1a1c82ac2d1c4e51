import { Table, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { type WorkOrderKind, workOrderKinds } from '#core/contract/workorders.ts'
import { moment } from '../../format/moment.ts'
import { type Answer, useAnswer, useForget, useLive } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { WorkOrderTag } from '../workorders/WorkOrderTag.tsx'

const key = 'GET /api/staff/work-orders'
type WorkOrder = Answer<typeof key>[number]

const columns: TableColumnsType<WorkOrder> = [
  {
    title: '编号',
    key: 'number',
    className: 'figures',
    render: (_, { id, number }) => <Link to={`/workorders/${id}`}>{number}</Link>,
  },
  { title: '状态', dataIndex: 'state', render: (state: WorkOrder['state']) => <WorkOrderTag state={state} /> },
  { title: '类别', dataIndex: 'kind', render: (kind: WorkOrderKind) => workOrderKinds[kind] },
  { title: '情况', dataIndex: 'description', ellipsis: true, width: 360 },
  { title: '部门', dataIndex: 'unitName' },
  { title: '受理时间', dataIndex: 'createdAt', className: 'figures', render: moment },
]

export function AccountWorkOrders({ accountId }: { accountId: string }) {
  const orders = useAnswer(key, { query: { accountId, limit: 50 } })
  const forget = useForget()
  useLive('workorder.changed', () => forget(key))
  return (
    <section aria-label="工单">
      <Answered
        of={orders}
        lines={6}
        isEmpty={(all) => all.length === 0}
        empty="此户还没有工单；来电、小程序和留言报修后会列在这里"
      >
        {(all) => (
          <div className="list">
            <Table<WorkOrder>
              aria-label="工单"
              size="small"
              rowKey="id"
              columns={columns}
              dataSource={all}
              pagination={false}
              scroll={{ x: 'max-content' }}
            />
            <footer className="list-foot">
              共 {all.length} 张，最多显示最近 50 张
              <Link to={`/workorders?accountId=${accountId}`}>此户的全部工单</Link>
            </footer>
          </div>
        )}
      </Answered>
    </section>
  )
}
