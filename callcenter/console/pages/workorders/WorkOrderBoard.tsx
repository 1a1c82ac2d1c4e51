import { Button } from 'antd'
import { Link } from 'react-router'
import { workOrderKinds, type WorkOrderState } from '#core/contract/workorders.ts'
import { ago, moment } from '../../format/moment.ts'
import { usePages } from '../../list/usePages.ts'
import { Answered } from '../../look/Answered.tsx'
import { useNow } from '../../look/useNow.ts'
import { Due } from './Due.tsx'
import { type ListedWorkOrder, workOrdersKey } from './workOrderWords.ts'
import { WorkOrderTag } from './WorkOrderTag.tsx'

const columns: readonly { name: string; state: readonly WorkOrderState[] }[] = [
  { name: '待派单', state: ['reported', 'reopened'] },
  { name: '已派单', state: ['dispatched'] },
  { name: '处理中', state: ['accepted'] },
  { name: '待回访', state: ['finished'] },
]

/** What is still to be seen to, a column for each thing that comes next. */
export const WorkOrderBoard = ({ query }: { query: Readonly<Record<string, unknown>> }) => (
  <div className="orders-board">
    {columns.map(({ name, state }) => (
      <Column key={name} name={name} query={{ ...query, state }} />
    ))}
  </div>
)

function Column({ name, query }: { name: string; query: Readonly<Record<string, unknown>> }) {
  const pages = usePages(workOrdersKey, query, ({ number }) => number)
  const count = pages.data === undefined ? '' : pages.hasNextPage ? `${pages.data.length} 张以上` : pages.data.length
  return (
    <section className="orders-column" aria-label={name} aria-busy={pages.isFetching}>
      <h2>
        {name} <span className="soft figures">{count}</span>
      </h2>
      <Answered
        of={pages as never}
        lines={6}
        isEmpty={(all: ListedWorkOrder[]) => all.length === 0}
        empty={`没有${name}的工单`}
      >
        {(orders: ListedWorkOrder[]) => (
          <>
            <ul>
              {orders.map((order) => (
                <Card key={order.id} order={order} />
              ))}
            </ul>
            {pages.hasNextPage && (
              <Button size="small" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                更早的
              </Button>
            )}
          </>
        )}
      </Answered>
    </section>
  )
}

function Card({ order }: { order: ListedWorkOrder }) {
  const { id, number, kind, state, place, unitName, staffName, createdAt } = order
  const now = useNow(60_000)
  return (
    <li className="order-card">
      <p className="order-card-head">
        <Link to={`/workorders/${id}`} className="figures">
          {number}
        </Link>
        {state === 'reopened' && <WorkOrderTag state={state} />}
      </p>
      <p>
        <b>{workOrderKinds[kind]}</b>{' '}
        <time className="soft figures" title={moment(createdAt)}>
          {ago(createdAt, now)}
        </time>
      </p>
      <p>
        <Due order={order} now={now} />
      </p>
      <p className="order-card-place">{place}</p>
      <p className="soft">
        {unitName}
        {staffName !== null && ` · ${staffName}`}
      </p>
    </li>
  )
}
