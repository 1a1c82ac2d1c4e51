import { Descriptions } from 'antd'
import { Link, useParams } from 'react-router'
import { workOrderKinds } from '#core/contract/workorders.ts'
import { spokenNumber } from '../../format/words.ts'
import { useAnswer, useForget, useLive } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'
import { useNow } from '../../look/useNow.ts'
import { useSession } from '../../session/session.ts'
import { Due } from './Due.tsx'
import { Timeline } from './Timeline.tsx'
import { WorkOrderActs } from './WorkOrderActs.tsx'
import { WorkOrderTag } from './WorkOrderTag.tsx'
import { type WorkOrder, workOrderKey } from './workOrderWords.ts'
import './workOrders.css'

export function WorkOrderPage() {
  const { workOrderId = '' } = useParams()
  return (
    <Page title="工单" needs="workorder.read" aside={<Link to="/workorders">工单查询</Link>}>
      <OneWorkOrder workOrderId={workOrderId} />
    </Page>
  )
}

function OneWorkOrder({ workOrderId }: { workOrderId: string }) {
  const order = useAnswer(workOrderKey, { params: { workOrderId } })
  const forget = useForget()
  useLive('workorder.changed', (changed) => {
    if (changed.workOrderId === workOrderId) forget(workOrderKey)
  })
  return (
    <Answered of={order} lines={10}>
      {(known) => (
        <>
          <h2 className="who">
            <span className="figures">{known.number}</span> {workOrderKinds[known.kind]}{' '}
            <WorkOrderTag state={known.state} />
          </h2>
          <WorkOrderActs order={known} />
          <div className="two-columns">
            <Facts order={known} />
            <section aria-label="经过">
              <h2>经过</h2>
              <Timeline order={known} />
            </section>
          </div>
        </>
      )}
    </Answered>
  )
}

function Facts({ order }: { order: WorkOrder }) {
  const { may } = useSession()
  const now = useNow(60_000)
  const items = [
    { key: 'due', label: '完成时限', children: <Due order={order} now={now} /> },
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
