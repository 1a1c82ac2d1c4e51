import { App, Button, Dropdown } from 'antd'
import { pauseReasons, type PauseReason } from '#core/contract/seats.ts'
import { reasonWord } from '../format/words.ts'
import { sentenceOf } from '../hub/hubRefusal.ts'
import { useAct } from '../hub/useAnswer.ts'
import { useSoftphone } from './useSoftphone.ts'

/** To pause, at once or after the call, and to leave the seat. */
export function StateMenu() {
  const { shown, seat, signOut } = useSoftphone()
  const { message } = App.useApp()
  const changes = ['GET /api/staff/softphone/seat'] as const
  const pause = useAct('POST /api/staff/softphone/pause', changes)
  const resume = useAct('POST /api/staff/softphone/resume', changes)
  const complain = { onError: (error: Error) => void message.error(sentenceOf(error)) }
  const inCall = shown.number !== null
  const reasons = Object.entries(pauseReasons).map(([reason, name]) => ({
    key: reason,
    label: inCall ? `通话后示忙 · ${name}` : `示忙 · ${name}`,
    onClick: () => pause.mutate({ body: { reason: reason as PauseReason } }, complain),
  }))
  const next = seat?.pauseNext ?? null
  const word = next === null ? '示忙' : `稍后${reasonWord(next)}`
  const items = [
    ...(next !== null ? [{ key: 'stay', label: '取消通话后示忙', onClick: () => resume.mutate({}, complain) }] : []),
    ...reasons,
    ...(inCall ? [] : [{ key: 'out', label: '签出', onClick: () => void signOut() }]),
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Button aria-label={`${word} ▾ 话机选项`}>{word} ▾</Button>
    </Dropdown>
  )
}
