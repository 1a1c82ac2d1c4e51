import { Descriptions } from 'antd'
import { Link, useParams } from 'react-router'
import { type WorkOrderAct, workOrderKinds } from '#core/contract/workorders.ts'
import { moment } from '../../format/moment.ts'
import { spokenNumber } from '../../format/words.ts'
import { type Answer, useAnswer, useForget, useLive } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { WorkOrderTag } from './WorkOrdersPage.tsx'

const key = 'GET /api/staff/work-orders/:workOrderId'

const acts: Record<WorkOrderAct, string> = {
  report: '受理',
  dispatch: '派单',
  accept: '接单',
  finish: '处理完成',
  close: '回访办结',
  cancel: '撤销',
  reopen: '重新处理',
  rate: '评价',
}
const people = { resident: '居民', staff: '工作人员', system: '系统' } as const

export function WorkOrderPage() {
  const { workOrderId = '' } = useParams()
  return (
    <Page title="工单" needs="workorder.read" aside={<Link to="/workorders">工单查询</Link>}>
      <OneWorkOrder workOrderId={workOrderId} />
    </Page>
  )
}

function OneWorkOrder({ workOrderId }: { workOrderId: string }) {
  const order = useAnswer(key, { params: { workOrderId } })
  const forget = useForget()
  useLive('workorder.changed', (changed) => {
    if (changed.workOrderId === workOrderId) forget(key)
  })
  return (
    <Answered of={order} lines={10}>
      {(known) => (
        <div className="two-columns">
          <Facts order={known} />
          <section aria-label="经过">
            <h2>经过</h2>
            <ol className="history">
              {known.steps.map(({ step, at, act, note, by, unitName, staffName, actorName }) => (
                <li key={step}>
                  <span className="channel channel-workOrder">{acts[act]}</span>
                  <div>
                    <p>
                      {actorName ?? people[by]}
                      {act === 'dispatch' && unitName !== null && ` → ${unitName}${staffName ? ` ${staffName}` : ''}`}
                    </p>
                    {note !== null && <p>{note}</p>}
                    <p className="soft figures">{moment(at)}</p>
                  </div>
                </li>
              ))}
            </ol>
          </section>
        </div>
      )}
    </Answered>
  )
}

function Facts({ order }: { order: Answer<typeof key> }) {
  const { may } = useSession()
  const items = [
    { key: 'number', label: '编号', children: <span className="figures">{order.number}</span> },
    { key: 'state', label: '状态', children: <WorkOrderTag state={order.state} /> },
    { key: 'kind', label: '类别', children: workOrderKinds[order.kind] },
    { key: 'place', label: '地点', children: order.place },
    {
      key: 'account',
      label: '户号',
      children:
        order.accountId === null ? (
          '—'
        ) : may('account.read') ? (
          <Link to={`/accounts/${order.accountId}`}>{order.accountNumber}</Link>
        ) : (
          order.accountNumber
        ),
    },
    { key: 'description', label: '情况', children: <span className="written">{order.description}</span> },
    {
      key: 'phone',
      label: '联系电话',
      children: order.contactPhone === null ? '—' : spokenNumber(order.contactPhone),
    },
    { key: 'unit', label: '部门', children: order.unitName },
    { key: 'who', label: '处理人', children: order.staffName ?? '—' },
    { key: 'result', label: '处理结果', children: order.result ?? '—' },
    {
      key: 'stars',
      label: '评价',
      children: order.stars === null ? '—' : `${order.stars} 星${order.ratingText ? `：${order.ratingText}` : ''}`,
    },
  ]
  return <Descriptions size="small" bordered column={1} items={items} />
}
