import { App, Button } from 'antd'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { duration } from '../format/moment.ts'
import { spokenNumber } from '../format/words.ts'
import { sentenceOf } from '../hub/hubRefusal.ts'
import { useAct } from '../hub/useAnswer.ts'
import { useNow } from '../look/useNow.ts'
import { actOfKey, mayAct, type PhoneAct } from './keys.ts'
import { PhoneButton } from './PhoneButton.tsx'
import type { Phone } from './phone.ts'
import { StateMenu } from './StateMenu.tsx'
import { TransferButton } from './TransferButton.tsx'
import { useSoftphone } from './useSoftphone.ts'

/** Always there: the state, since when, with whom, and what can be done now. */
export function SoftphoneBar() {
  const { phone, shown, seat, call, lastCallId, signIn } = useSoftphone()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [choosing, setChoosing] = useState(false)
  const wrapUp = useAct('POST /api/staff/softphone/wrap-up', ['GET /api/staff/softphone/seat'])
  const resume = useAct('POST /api/staff/softphone/resume', ['GET /api/staff/softphone/seat'])
  const complain = { onError: (error: Error) => void message.error(sentenceOf(error)) }
  const endWrapUp = (act: 'end' | 'extend') => wrapUp.mutate({ body: { act } }, complain)

  const acts: Partial<Record<PhoneAct, () => void>> = {
    answer: () => phone.answer(),
    hangUp: () => phone.hangUp(),
    hold: () => phone.hold(shown.state !== 'held'),
    mute: () => phone.mute(!shown.muted),
    transfer: () => setChoosing(true),
    endWrapUp: () => endWrapUp('end'),
    report: () => void navigate(`/call/${call?.id ?? lastCallId ?? ''}`, { state: { report: Date.now() } }),
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = actOfKey(event, shown.state)
      if (act === null) return
      event.preventDefault()
      acts[act]?.()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })

  const can = (act: PhoneAct) => mayAct(shown.state, act)
  const inCall = can('hold')
  return (
    <section
      className={`phone phone-${shown.tone}`}
      aria-label="话机"
      data-state={shown.state}
      data-disconnected={shown.disconnected}
      data-call={call?.id ?? ''}
      data-seat={seat?.seat ?? ''}
    >
      <PhoneFace shown={shown} />
      {shown.state === 'off' && (
        <Button type="primary" onClick={signIn}>
          签入
        </Button>
      )}
      {shown.state === 'blocked' && <Button onClick={signIn}>重新签入</Button>}
      {can('answer') && <PhoneButton act="answer" name="接听" tone="answer" onClick={acts.answer} />}
      {inCall && (
        <>
          <PhoneButton act="hold" name={shown.state === 'held' ? '恢复通话' : '保持'} onClick={acts.hold} />
          <PhoneButton act="mute" name={shown.muted ? '取消静音' : '静音'} onClick={acts.mute} />
          <TransferButton open={choosing} onOpen={setChoosing} />
        </>
      )}
      {inCall && <PhoneButton act="report" name="工单" onClick={acts.report} />}
      {can('hangUp') && (
        <PhoneButton
          act="hangUp"
          name={shown.state === 'ringing' ? '拒接' : '挂断'}
          tone="hangUp"
          onClick={acts.hangUp}
        />
      )}
      {shown.state === 'wrapUp' && (
        <>
          <PhoneButton act="endWrapUp" name="完成" onClick={acts.endWrapUp} disabled={wrapUp.isPending} />
          <Button onClick={() => endWrapUp('extend')} disabled={wrapUp.isPending}>
            延长
          </Button>
        </>
      )}
      {shown.state === 'paused' && (
        <Button type="primary" onClick={() => resume.mutate({}, complain)} disabled={resume.isPending}>
          恢复接听
        </Button>
      )}
      {seat && <StateMenu />}
    </section>
  )
}

function PhoneFace({ shown }: { shown: Phone }) {
  const now = useNow()
  const { since, until, number } = shown
  const left = until === null ? null : until - now
  const lost = shown.disconnected && shown.number !== null
  return (
    <div className={number === null ? 'phone-face' : 'phone-face phone-face-call'} role="status" aria-label="话机状态">
      <span className="phone-label">
        {shown.label}
        {lost && <b className="owed">（连接中断，通话继续）</b>}
      </span>
      {number !== null && (
        <output className="phone-number figures" aria-label="对方号码">
          {spokenNumber(number)}
        </output>
      )}
      {left !== null && left > 0 ? (
        <time className="figures" aria-hidden>
          剩余 {duration(left)}
        </time>
      ) : (
        since !== null && (
          <time className="figures" aria-hidden>
            {duration(now - since)}
          </time>
        )
      )}
      {shown.problem !== null && (
        <span className="phone-problem" title={shown.problem}>
          {shown.problem}
        </span>
      )}
    </div>
  )
}
