import { Link } from 'react-router'
import { type WorkOrderKind, workOrderKinds } from '#core/contract/workorders.ts'
import { moment } from '../../format/moment.ts'
import { workOrderStates } from '../../format/words.ts'
import { type Answer, useAnswer, useForget, useLive } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { Answered } from '../../look/Answered.tsx'
import { WorkOrderTag } from '../workorders/WorkOrderTag.tsx'

const key = 'GET /api/staff/work-orders'
type WorkOrder = Answer<typeof key>[number]

const columns: ListColumn<WorkOrder>[] = [
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
    render: (state: WorkOrder['state']) => <WorkOrderTag state={state} />,
    sheet: { of: ({ state }) => workOrderStates[state] },
  },
  {
    title: '类别',
    dataIndex: 'kind',
    render: (kind: WorkOrderKind) => workOrderKinds[kind],
    sheet: { of: ({ kind }) => workOrderKinds[kind] },
  },
  {
    title: '情况',
    dataIndex: 'description',
    ellipsis: true,
    width: 360,
    sheet: { of: ({ description }) => description },
  },
  { title: '部门', dataIndex: 'unitName', sheet: { of: ({ unitName }) => unitName } },
  {
    title: '受理时间',
    dataIndex: 'createdAt',
    className: 'figures',
    render: moment,
    sheet: { kind: 'moment', of: ({ createdAt }) => createdAt },
  },
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
          <Rows<WorkOrder>
            name="此户工单"
            columns={columns}
            rows={all}
            pageOf={({ id }) => `/workorders/${id}`}
            foot={
              <>
                共 {all.length} 张，最多显示最近 50 张
                <Link to={`/workorders?accountId=${accountId}`}>此户的全部工单</Link>
              </>
            }
          />
        )}
      </Answered>
    </section>
  )
}
