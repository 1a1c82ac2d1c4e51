import { useEffect, useState } from 'react'
import { Navigate, useParams } from 'react-router'
import { callKinds, spokenNumber } from '../../format/words.ts'
import { useAnswer, useForget, useLive } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'
import { keysOf } from '../../softphone/keys.ts'
import { useSoftphone } from '../../softphone/useSoftphone.ts'
import { CallerPanel, type Chosen } from './CallerPanel.tsx'
import { accountInHand, type CallerPage } from './fitting.ts'
import { History } from './History.tsx'
import { NextSteps } from './NextSteps.tsx'

const callerKey = 'GET /api/staff/calls/:callId/caller'

/** The call that rings or is talked, or the last one: who it is, what was before, what to do next. */
export function CallPage() {
  const { callId } = useParams()
  const { call, lastCallId } = useSoftphone()
  if (callId !== undefined) return <OneCall key={callId} callId={callId} />
  const current = call?.id ?? lastCallId
  return current === null ? <NoCall /> : <Navigate to={`/call/${current}`} replace />
}

function OneCall({ callId }: { callId: string }) {
  const { call, shown } = useSoftphone()
  const forget = useForget()
  const caller = useAnswer(callerKey, { params: { callId } })
  const own = call?.id === callId ? call : null
  const [chosen, setChosen] = useState<Chosen | null>(null)
  // Names are shown from the answer on.
  useEffect(() => forget(callerKey), [own?.legAnsweredAt, shown.state])
  useLive('workorder.changed', () => forget(callerKey))
  useLive('outage.changed', () => forget(callerKey))
  const title = own === null ? '来电处理' : `${callKinds[own.kind]} ${spokenNumber(own.number)}`
  return (
    <Page title={title} needs="call.take" className="call-page">
      <Answered of={caller} lines={12}>
        {(page) => {
          const inHand = chosen ?? chosenOf(page, own?.accountId ?? null)
          return (
            <div className="call-columns">
              <CallerPanel page={page} call={own} chosen={inHand} onChoose={setChosen} />
              <History contacts={page.contacts} />
              <NextSteps page={page} chosen={inHand} />
            </div>
          )
        }}
      </Answered>
    </Page>
  )
}

function chosenOf(page: CallerPage, said: string | null): Chosen | null {
  const account = accountInHand(page, said)
  return account ? { id: account.id, number: account.number, name: account.name, premises: account.premises } : null
}

function NoCall() {
  const keys = [
    [keysOf.answer, '接听；话后处理时为“完成”'],
    [keysOf.hangUp, '挂断、拒接'],
    [keysOf.transfer, '转接同事'],
    [keysOf.hold, '保持、恢复'],
    [keysOf.mute, '静音、取消静音'],
    [keysOf.report, '新建工单'],
    ['/', '查找用户、工单'],
  ]
  return (
    <Page title="来电处理" needs="call.take">
      <section className="narrow">
        <h2>现在没有来电</h2>
        <p>签入话机后，有来电时此页会自动打开，显示来电人的户号、欠费、停水和未结工单。</p>
        <h3>按键</h3>
        <dl className="keys">
          {keys.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </section>
    </Page>
  )
}
