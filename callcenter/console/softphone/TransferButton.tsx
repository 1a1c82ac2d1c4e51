import { Button, Popover } from 'antd'
import { seatStates } from '../format/words.ts'
import { useAct, useAnswer } from '../hub/useAnswer.ts'
import { Answered, RefusedLine } from '../look/Answered.tsx'
import { PhoneButton } from './PhoneButton.tsx'
import { useSoftphone } from './useSoftphone.ts'

interface TransferProps {
  open: boolean
  onOpen(open: boolean): void
}

/** The choice opens below the button and covers nothing of the caller. */
export function TransferButton({ open, onOpen }: TransferProps) {
  const { call } = useSoftphone()
  const takeBack = useAct('DELETE /api/staff/calls/:callId/transfer', ['GET /api/staff/softphone/call'])
  if (call?.transfer) {
    return (
      <Button onClick={() => takeBack.mutate({ params: { callId: call.id } })} disabled={takeBack.isPending}>
        取消转接 {call.transfer.staffName}
      </Button>
    )
  }
  return (
    <Popover
      open={open}
      onOpenChange={onOpen}
      trigger="click"
      placement="bottom"
      title="转给哪位同事"
      content={open && call ? <Colleagues callId={call.id} onDone={() => onOpen(false)} /> : null}
    >
      <span>
        <PhoneButton act="transfer" name="转接" onClick={() => onOpen(true)} disabled={call === null} />
      </span>
    </Popover>
  )
}

function Colleagues({ callId, onDone }: { callId: string; onDone: () => void }) {
  const { seat: own } = useSoftphone()
  const colleagues = useAnswer('GET /api/staff/colleagues', {}, { everyMs: 3_000 })
  const transfer = useAct('POST /api/staff/calls/:callId/transfer', ['GET /api/staff/softphone/call'])
  const others = (all: NonNullable<typeof colleagues.data>) =>
    all.filter(({ seat, state }) => seat !== own?.seat && state !== 'offline')
  return (
    <div className="colleagues">
      <Answered of={colleagues} lines={2} empty="现在没有其他同事签入" isEmpty={(all) => others(all).length === 0}>
        {(all) =>
          others(all).map(({ seat, staffName, state, registered }) => (
            <Button
              key={seat}
              block
              disabled={state !== 'free' || !registered || transfer.isPending}
              onClick={() => transfer.mutate({ params: { callId }, body: { seat } }, { onSuccess: onDone })}
            >
              {staffName} · {registered ? seatStates[state] : '话机不在线'}
            </Button>
          ))
        }
      </Answered>
      <RefusedLine error={transfer.error} />
    </div>
  )
}
