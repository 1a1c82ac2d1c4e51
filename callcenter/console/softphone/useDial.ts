import { App } from 'antd'
import { newId } from '#core/kernel/id.ts'
import { sentenceOf } from '../hub/hubRefusal.ts'
import { useAct } from '../hub/useAnswer.ts'
import { useHub } from '../hub/useHub.ts'
import { useSoftphone } from './useSoftphone.ts'

/** Rings somebody: first the own telephone, which answers by itself. */
export function useDial() {
  const { phone, shown } = useSoftphone()
  const { now } = useHub()
  const { message } = App.useApp()
  const dial = useAct('POST /api/staff/calls', ['GET /api/staff/softphone/call'])
  return {
    pending: dial.isPending,
    dial(number: string, about: { kind: 'call' | 'voicemail'; id: string } | null) {
      if (!['free', 'paused', 'wrapUp'].includes(shown.state)) {
        void message.warning(shown.number === null ? '请先签入话机，再拨打' : '正在通话中，不能再拨打')
        return
      }
      const notExpected = phone.expectRing(number)
      dial.mutate(
        { body: { id: newId(now()), number, about } },
        {
          onError(error) {
            notExpected()
            void message.error(sentenceOf(error))
          },
        },
      )
    },
  }
}
