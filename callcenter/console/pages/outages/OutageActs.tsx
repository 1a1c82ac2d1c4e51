import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useNow } from '../../look/useNow.ts'
import { useSession } from '../../session/session.ts'
import { AnnounceOutage } from './AnnounceOutage.tsx'
import { CancelOutage } from './CancelOutage.tsx'
import { ChangeOutage } from './ChangeOutage.tsx'
import { isAnnounced, type Outage } from './outageWords.ts'
import { RestoreOutage } from './RestoreOutage.tsx'

type Act = 'announce' | 'change' | 'restore' | 'cancel'

/** What may be done now. Everything that people are told of asks first. */
export function OutageActs({ outage }: { outage: Outage }) {
  const { may } = useSession()
  const [act, setAct] = useState<Act | null>(null)
  const onEnd = () => setAct(null)
  const isDraft = outage.state === 'draft'
  const isOut = isAnnounced(outage)
  // Water that has not been cut off cannot come back.
  const hasBegun = outage.plannedFrom <= useNow(30_000)
  if (!isDraft && !isOut) return null
  return (
    <div className="acts">
      {isDraft && may('outage.write') && <Link to={`/outages/${outage.id}/plan`}>修改草稿</Link>}
      {may('outage.announce') && (
        <>
          {isDraft && (
            <Button type="primary" onClick={() => setAct('announce')}>
              发布
            </Button>
          )}
          {isOut && (
            <>
              {hasBegun && (
                <Button type="primary" onClick={() => setAct('restore')}>
                  恢复供水
                </Button>
              )}
              <Button onClick={() => setAct('change')}>变更</Button>
            </>
          )}
          <Button danger onClick={() => setAct('cancel')}>
            取消停水
          </Button>
        </>
      )}
      {act === 'announce' && <AnnounceOutage outage={outage} onEnd={onEnd} />}
      {act === 'change' && <ChangeOutage outage={outage} onEnd={onEnd} />}
      {act === 'restore' && <RestoreOutage outage={outage} onEnd={onEnd} />}
      {act === 'cancel' && <CancelOutage outage={outage} onEnd={onEnd} />}
    </div>
  )
}
