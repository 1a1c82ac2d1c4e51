import { Descriptions } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { OutageAreaPart } from '#core/contract/outages.ts'
import { moment } from '../../format/moment.ts'
import { type Answer, useAnswer, useForget, useLive } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { AffectedAccounts } from './AffectedAccounts.tsx'
import { OutageActs } from './OutageActs.tsx'
import { OutagePreview } from './OutagePreview.tsx'
import { OutageMark } from './OutagesPage.tsx'
import { OutageStages } from './OutageStages.tsx'
import { type Outage, outageKey, outageKeys, outageKinds, progressOf } from './outageWords.ts'
import '../../list/cells.css'
import './outages.css'

const progressEveryMs = 2_000

export function OutagePage() {
  const { outageId = '' } = useParams()
  return (
    <Page title="停水详情" needs="outage.read" aside={<Link to="/outages">停水信息</Link>}>
      <OneOutage outageId={outageId} />
    </Page>
  )
}

function OneOutage({ outageId }: { outageId: string }) {
  const request = { params: { outageId } }
  const detail = useAnswer(outageKey, request)
  const going = detail.data?.stages.some((stage) => progressOf(stage).going) ?? false
  // The same question: asked again by itself only while notices are on their way.
  useAnswer(outageKey, request, { everyMs: going && progressEveryMs })
  const forget = useForget()
  useLive('outage.changed', (changed) => {
    if (changed.outageId === outageId) forget(...outageKeys)
  })
  return (
    <Answered of={detail} lines={12}>
      {(known) => <Whole detail={known} />}
    </Answered>
  )
}

function Whole({ detail: { outage, warnings, stages } }: { detail: Answer<typeof outageKey> }) {
  const { may } = useSession()
  const isDraft = outage.state === 'draft'
  return (
    <>
      <h2 className="who">
        <OutageMark state={outage.state} /> {outage.place} <span className="soft figures">{outage.number}</span>
      </h2>
      {!isDraft &&
        warnings.map((warning) => (
          <Line key={warning} tone="warning">
            {warning}
          </Line>
        ))}
      <OutageActs outage={outage} />
      <div className="two-columns">
        <div>
          <Facts outage={outage} />
          {!isDraft && (
            <section aria-label="通知进度">
              <h2>通知进度</h2>
              <OutageStages stages={stages} />
            </section>
          )}
        </div>
        <section aria-label="影响用户">
          <h2>影响用户</h2>
          {isDraft && may('outage.write') ? <OutagePreview plan={draftOf(outage)} /> : <Affected outage={outage} />}
        </section>
      </div>
    </>
  )
}

const draftOf = ({ unitId, kind, area, plannedFrom, plannedTo, alternativeSupply }: Outage) => ({
  unitId,
  kind,
  area,
  plannedFrom,
  plannedTo,
  alternativeSupply,
})

const partWords = (part: OutageAreaPart): string => {
  switch (part.kind) {
    case 'streets':
      return part.streets.join('、')
    case 'accounts':
      return `户号 ${part.accountNumbers.join('、')}`
    case 'routes':
      return `${part.routeIds.length} 本抄表表册`
  }
}

function Facts({ outage }: { outage: Outage }) {
  const { kind, actualFrom, actualTo, announcedAt } = outage
  const items = [
    { key: 'kind', label: '类型', children: outageKinds[outage.kind] },
    { key: 'reason', label: '原因', children: outage.reason },
    { key: 'area', label: '范围', children: outage.area.map(partWords).join('；') },
    {
      key: 'from',
      label: '停水',
      // A burst pipe is nobody's plan.
      children: `${actualFrom === null && kind === 'planned' ? '计划 ' : ''}${moment(actualFrom ?? outage.plannedFrom)}`,
    },
    {
      key: 'to',
      label: '恢复',
      children: actualTo === null ? `预计 ${moment(outage.plannedTo)}` : moment(actualTo),
    },
    { key: 'supply', label: '临时供水', children: outage.alternativeSupply ?? '没有安排' },
    { key: 'announced', label: '发布', children: announcedAt === null ? '尚未发布' : moment(announcedAt) },
  ]
  return <Descriptions size="small" bordered column={1} items={items} className="figures" />
}

function Affected({ outage: { id, affected } }: { outage: Outage }) {
  const [after, setAfter] = useState<string | null>(null)
  const query = after === null ? {} : { after }
  const page = useAnswer(
    'GET /api/staff/outages/:outageId/affected',
    { params: { outageId: id }, query },
    { keep: true },
  )
  return (
    <Answered of={page} lines={8} isEmpty={({ accounts }) => accounts.length === 0} empty="没有发布过，不影响任何用户">
      {(known) => (
        <AffectedAccounts
          page={known}
          total={affected}
          after={after}
          onAfter={setAfter}
          waiting={page.isFetching && page.isPlaceholderData}
        />
      )}
    </Answered>
  )
}
