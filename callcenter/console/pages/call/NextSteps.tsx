import { useState } from 'react'
import { useSession } from '../../session/session.ts'
import { ArticleFinder } from '../articles/ArticleFinder.tsx'
import type { Chosen } from './CallerPanel.tsx'
import { type CallerPage, fittingQuery, likelyKind } from './fitting.ts'
import { WorkOrderForm } from './WorkOrderForm.tsx'

interface NextStepsProps {
  page: CallerPage
  chosen: Chosen | null
}

export function NextSteps({ page, chosen }: NextStepsProps) {
  const { may } = useSession()
  const account = page.accounts.find(({ id }) => id === chosen?.id)
  const [kind, setKind] = useState<string | undefined>(() => likelyKind(account))
  return (
    <section className="call-column" aria-label="下一步">
      {may('workorder.write') && (
        <>
          <h2 className="column-head">新建工单</h2>
          <WorkOrderForm
            draft={`draft.${page.callId}`}
            chosen={chosen}
            contactPhone={page.number}
            kind={likelyKind(account)}
            onKind={setKind}
          />
        </>
      )}
      <h2 className="column-head">知识条目</h2>
      <ArticleFinder fitting={fittingQuery(kind, account)} />
    </section>
  )
}
