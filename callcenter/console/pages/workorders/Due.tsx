import { moment, shortMoment } from '../../format/moment.ts'
import { Mark } from '../../look/Mark.tsx'
import { dueWord } from './due.ts'
import type { ListedWorkOrder } from './workOrderWords.ts'

interface DueProps {
  order: Pick<ListedWorkOrder, 'state' | 'dueAt' | 'finishedAt'>
  /** Epoch ms: whoever shows many of them has one clock for all. */
  now: number
  /** The year is left out. */
  short?: boolean
}

/** What is left until the deadline, or by how much it was missed, with the deadline itself beside it. */
export function Due({ order, now, short = false }: DueProps) {
  const word = dueWord(order, now)
  return (
    <>
      {word && <Mark tone={word.tone}>{word.words}</Mark>}
      <time className="soft figures" dateTime={new Date(order.dueAt).toISOString()} title={moment(order.dueAt)}>
        {short ? shortMoment(order.dueAt) : moment(order.dueAt)}
      </time>
    </>
  )
}
