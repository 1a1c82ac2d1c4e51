import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { WorkOrderKind } from '#core/contract/workorders.ts'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { AccountFinder } from '../call/AccountFinder.tsx'
import type { Chosen } from '../call/CallerPanel.tsx'
import { WorkOrderForm } from '../call/WorkOrderForm.tsx'

/** What comes to the utility by neither telephone nor app. */
export const NewWorkOrderPage = () => (
  <Page title="新建工单" needs="workorder.write" aside={<Link to="/workorders">工单查询</Link>}>
    <NewWorkOrder />
  </Page>
)

function NewWorkOrder() {
  const { may } = useSession()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [kind, setKind] = useState<WorkOrderKind | undefined>(undefined)
  return (
    <div className="two-columns">
      <section aria-label="工单内容">
        <WorkOrderForm draft="workorder.new" chosen={chosen} contactPhone="" kind={kind} onKind={setKind} />
      </section>
      {may('account.read') && (
        <section aria-label="关联户号">
          <h2>关联户号</h2>
          {chosen === null ? (
            <p className="soft">与某一户有关时先找到它；否则只填地点</p>
          ) : (
            <p>
              <b>{chosen.name}</b> <span className="figures">{chosen.number}</span>{' '}
              <Button size="small" onClick={() => setChosen(null)}>
                不关联
              </Button>
              <br />
              <span className="soft">{chosen.premises}</span>
            </p>
          )}
          <AccountFinder onChoose={setChosen} />
        </section>
      )}
    </div>
  )
}
