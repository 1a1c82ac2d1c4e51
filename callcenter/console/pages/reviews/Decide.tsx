import { App, Button, Modal, Space } from 'antd'
import { useState } from 'react'
import { tonnes } from '#core/kernel/litres.ts'
import type { Request } from '../../hub/hub.ts'
import { sentenceOf } from '../../hub/hubRefusal.ts'
import { useAct } from '../../hub/useAnswer.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { useSession } from '../../session/session.ts'
import { CorrectReading } from './CorrectReading.tsx'
import { reviewChanges, type Reviewed } from './reviewed.ts'

type Verdict = Request<'POST /api/staff/readings/:readingId/review'>['body']['verdict']

/** What may be done with a reading that waits: it counts, counts past zero, counts not, or was another. */
export function Decide({ reading }: { reading: Reviewed }) {
  const { may } = useSession()
  const { message } = App.useApp()
  const [asking, setAsking] = useState<'reject' | 'correct' | null>(null)
  const review = useAct('POST /api/staff/readings/:readingId/review', reviewChanges)
  const decide = (verdict: Verdict, onSuccess?: () => void) =>
    review.mutate(
      { params: { readingId: reading.id }, body: { verdict } },
      {
        onSuccess: () => {
          void message.success(`户号 ${reading.accountNumber} 的读数已${verdict === 'rejected' ? '否定' : '接受'}`)
          onSuccess?.()
        },
        onError: (error) => void (verdict === 'rejected' || message.error(sentenceOf(error))),
      },
    )
  const negative = reading.volume < 0
  const busy = review.isPending
  return (
    <Space size={4}>
      {negative ? (
        <Button size="small" disabled={busy} onClick={() => decide('turnedOver')}>
          过零接受
        </Button>
      ) : (
        <Button size="small" type="primary" disabled={busy} onClick={() => decide('accepted')}>
          接受
        </Button>
      )}
      {may('reading.write') && (
        <Button size="small" disabled={busy} onClick={() => setAsking('correct')}>
          更正
        </Button>
      )}
      <Button size="small" danger disabled={busy} onClick={() => setAsking('reject')}>
        否定
      </Button>
      {asking === 'correct' && <CorrectReading reading={reading} onEnd={() => setAsking(null)} />}
      {asking === 'reject' && (
        <Modal
          open
          title={`否定户号 ${reading.accountNumber} ${reading.readOn} 的读数`}
          okText="否定读数"
          okButtonProps={{ danger: true, loading: busy }}
          cancelText="不否定"
          onOk={() => decide('rejected', () => setAsking(null))}
          onCancel={() => setAsking(null)}
        >
          <p>
            表号 {reading.meterSerial}，读数 {tonnes(reading.register)} 将不计入用水，需要重新抄表。否定后不能撤销。
          </p>
          <RefusedLine error={review.error} />
        </Modal>
      )}
    </Space>
  )
}
