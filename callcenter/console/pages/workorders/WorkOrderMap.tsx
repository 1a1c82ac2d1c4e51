import { Button } from 'antd'
import 'ol/ol.css'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'react-router'
import { workOrderKinds } from '#core/contract/workorders.ts'
import { workOrderStates } from '../../format/words.ts'
import { usePages } from '../../list/usePages.ts'
import { Answered } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { Mark } from '../../look/Mark.tsx'
import { useNow } from '../../look/useNow.ts'
import { dueWord } from './due.ts'
import { mapPoints, stateColours } from './mapPoints.ts'
import { openMap, type OpenMap } from './openMap.ts'
import { type ListedWorkOrder, openStates, workOrdersKey } from './workOrderWords.ts'
import { WorkOrderTag } from './WorkOrderTag.tsx'

/** Where there is something to see to: points on nothing, and beside them the same as a list. */
export function WorkOrderMap({ query }: { query: Readonly<Record<string, unknown>> }) {
  const pages = usePages(workOrdersKey, { ...query, state: openStates }, ({ number }) => number)
  const more = pages.hasNextPage && (
    <Button size="small" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
      更早的
    </Button>
  )
  return (
    <Answered
      of={pages as never}
      lines={12}
      isEmpty={(all: ListedWorkOrder[]) => all.length === 0}
      empty="没有未办结的工单"
    >
      {(orders: ListedWorkOrder[]) => (
        <>
          <Placed orders={orders} />
          <footer className="list-foot">
            {pages.hasNextPage ? `已显示最近 ${orders.length} 张未办结工单` : `共 ${orders.length} 张未办结工单`}
            {more}
          </footer>
        </>
      )}
    </Answered>
  )
}

function Placed({ orders }: { orders: readonly ListedWorkOrder[] }) {
  const points = useMemo(() => mapPoints(orders), [orders])
  const [chosen, setChosen] = useState<string | null>(null)
  const now = useNow(60_000)
  const placed = orders.filter(({ position }) => position !== null)
  const elsewhere = orders.length - placed.length
  return (
    <>
      {elsewhere > 0 && <Line tone="info">{elsewhere} 张工单没有定位，只在列表和看板里</Line>}
      <div className="orders-map-columns">
        <div>
          <Canvas points={points} chosen={chosen} onChoose={setChosen} />
          <ul className="orders-legend" aria-label="图例">
            {openStates.map((state) => (
              <li key={state}>
                <svg width="14" height="14" aria-hidden>
                  <circle cx="7" cy="7" r="7" fill={stateColours[state]} />
                </svg>{' '}
                {workOrderStates[state]}
              </li>
            ))}
          </ul>
        </div>
        <ol className="orders-places" aria-label="图上的工单">
          {placed.map((order, index) => (
            <Place key={order.id} order={order} index={index + 1} now={now} chosen={chosen} onChoose={setChosen} />
          ))}
        </ol>
      </div>
    </>
  )
}

interface PlaceProps {
  order: ListedWorkOrder
  index: number
  now: number
  chosen: string | null
  onChoose(id: string): void
}

/** Its point stands out while it has the keyboard or the mouse. */
function Place({ order, index, now, chosen, onChoose }: PlaceProps) {
  const { id, number, kind, state, place } = order
  const due = dueWord(order, now)
  const item = useRef<HTMLLIElement>(null)
  const isChosen = id === chosen
  useEffect(() => {
    if (isChosen) item.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  return (
    <li
      ref={item}
      className={isChosen ? 'orders-place orders-place-chosen' : 'orders-place'}
      onFocus={() => onChoose(id)}
      onMouseEnter={() => onChoose(id)}
    >
      <b className="figures">{index}</b>
      <div>
        <p className="order-card-head">
          <Link to={`/workorders/${id}`} className="figures" aria-current={isChosen ? 'true' : undefined}>
            {number}
          </Link>
          <WorkOrderTag state={state} />
        </p>
        <p>
          {workOrderKinds[kind]} · {place}
        </p>
        {due && state !== 'finished' && (
          <p>
            <Mark tone={due.tone}>{due.words}</Mark>
          </p>
        )}
      </div>
    </li>
  )
}

interface CanvasProps {
  points: ReturnType<typeof mapPoints>
  chosen: string | null
  onChoose(id: string): void
}

function Canvas({ points, chosen, onChoose }: CanvasProps) {
  const target = useRef<HTMLDivElement>(null)
  const map = useRef<OpenMap | null>(null)
  useEffect(() => {
    if (!target.current) return
    const opened = openMap(target.current, onChoose)
    map.current = opened
    return () => opened.close()
  }, [onChoose])
  useEffect(() => {
    map.current?.show(points, chosen)
    if (chosen !== null) map.current?.reveal(chosen)
  }, [points, chosen, onChoose])
  return (
    <div
      ref={target}
      className="orders-map"
      role="application"
      aria-label="工单分布图，拖动平移，加减号缩放；旁边的列表内容相同"
      // OpenLayers moves the map by arrows and zooms by + and - where it has the keyboard.
      tabIndex={0}
    />
  )
}
