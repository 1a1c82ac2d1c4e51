import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import type { Answer } from '../../hub/useAnswer.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { AffectedAccounts } from './AffectedAccounts.tsx'
import type { planOf } from './outagePlan.ts'

export type Plan = NonNullable<ReturnType<typeof planOf>>
export type Preview = Answer<'POST /api/staff/outage-previews'>

/** Whom a plan affects as things stand, asked anew whenever the plan changes. */
export function usePreview(plan: Plan | null, after: string | null = null) {
  // Before there is a plan nothing is asked, whatever stands here.
  const body = { ...(plan as Plan), after }
  return useAnswer('POST /api/staff/outage-previews', { body }, { enabled: plan !== null, keep: true })
}

export function OutagePreview({ plan }: { plan: Plan | null }) {
  const [after, setAfter] = useState<string | null>(null)
  const known = JSON.stringify(plan)
  useEffect(() => setAfter(null), [known])
  const preview = usePreview(plan, after)
  if (plan === null) return <p className="soft">填好部门、范围和起止时间后，这里显示会影响哪些用户</p>
  return (
    <Answered of={preview} lines={8}>
      {(found) => (
        <>
          <p className="preview-total" role="status">
            影响 <b className="figures">{found.total}</b> 户
          </p>
          <Faults found={found} />
          {found.total > 0 && (
            <AffectedAccounts
              page={found}
              total={found.total}
              after={after}
              onAfter={setAfter}
              waiting={preview.isFetching && preview.isPlaceholderData}
            />
          )}
        </>
      )}
    </Answered>
  )
}

/** What speaks against it; none of it forbids it. */
export const Faults = ({ found }: { found: Preview }) => (
  <>
    {found.warnings.map((warning) => (
      <Line key={warning} tone="warning">
        {warning}
      </Line>
    ))}
    {found.overlapping.map(({ id, number, place }) => (
      <Line key={id} tone="warning">
        同一时段已发布 <Link to={`/outages/${id}`}>{number}</Link> {place}，部分用户会收到两次通知
      </Line>
    ))}
    {found.unknownAccountNumbers.length > 0 && (
      <Line tone="danger">此部门没有这些户号：{found.unknownAccountNumbers.join('、')}</Line>
    )}
    {found.total === 0 && <Line tone="danger">范围内没有用户，请核对写法是否与用户地址一致</Line>}
  </>
)
