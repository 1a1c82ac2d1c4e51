import { moment } from '../../format/moment.ts'
import { Photos } from './Photos.tsx'
import { type WorkOrder, workOrderActs } from './workOrderWords.ts'

const people = { resident: '居民', staff: '工作人员', system: '系统' } as const

/** What has become of it, the oldest first; photos are with the step that brought them. */
export function Timeline({ order }: { order: WorkOrder }) {
  const lastFinished = order.steps.findLast(({ act }) => act === 'finish')?.step
  return (
    <ol className="history">
      {order.steps.map(({ step, at, act, note, by, unitName, staffName, actorName }) => (
        <li key={step}>
          <span className="channel channel-workOrder">{workOrderActs[act]}</span>
          <div>
            <p>
              {actorName ?? people[by]}
              {act === 'dispatch' && unitName !== null && ` → ${unitName}${staffName ? ` ${staffName}` : ''}`}
            </p>
            {note !== null && <p className="written">{note}</p>}
            {act === 'report' && <Photos order={order} purpose="report" />}
            {step === lastFinished && (
              <>
                <Photos order={order} purpose="before" />
                <Photos order={order} purpose="result" />
              </>
            )}
            <p className="soft figures">{moment(at)}</p>
          </div>
        </li>
      ))}
    </ol>
  )
}
