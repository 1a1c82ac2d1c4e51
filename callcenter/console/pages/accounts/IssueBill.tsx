import { App, Modal } from 'antd'
import { fen, yuan } from '#core/kernel/fen.ts'
import { litres, tonnes } from '#core/kernel/litres.ts'
import { useActOnce } from '../../hub/useActOnce.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import { Answered, RefusedLine } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { billChanges, periodOf } from './billWords.ts'

type Reading = Answer<'GET /api/staff/accounts/:accountId/readings'>[number]

/** Bills the readings of one account that nobody has billed, after showing them. */
export function IssueBill({ accountId, onEnd }: { accountId: string; onEnd: () => void }) {
  const { message } = App.useApp()
  const readings = useAnswer('GET /api/staff/accounts/:accountId/readings', { params: { accountId } })
  const issue = useActOnce('POST /api/staff/accounts/:accountId/bills', billChanges)
  const act = () =>
    issue.mutate(
      { params: { accountId } },
      {
        onSuccess: (bill) => {
          void message.success(`已开出 ${periodOf(bill)} 的账单，${yuan(fen(bill.amount))}`)
          onEnd()
        },
      },
    )
  return (
    <Modal
      open
      title="单户出账"
      okText="出账"
      okButtonProps={{ loading: issue.isPending, disabled: readings.data === undefined, autoFocus: true }}
      cancelText="暂不出账"
      onOk={act}
      onCancel={onEnd}
      maskClosable={false}
    >
      <p>为此户还没有开账的抄表开出一张账单。账单开出后用户即可看到并缴费；有预存的自动抵扣，开错只能作废。</p>
      <Answered of={readings} lines={2}>
        {(all) => <Unbilled readings={all} />}
      </Answered>
      <RefusedLine error={issue.error} />
    </Modal>
  )
}

function Unbilled({ readings }: { readings: readonly Reading[] }) {
  const waiting = readings.filter(({ state, billId }) => state === 'accepted' && billId === null)
  const inReview = readings.filter(({ state }) => state === 'review').length
  const volume = litres(waiting.reduce((total, reading) => total + reading.volume, 0))
  return (
    <>
      {waiting.length === 0 ? (
        <Line tone="warning">没有未开账的抄表</Line>
      ) : (
        <p className="figures">
          未开账的抄表 <b>{waiting.length} 次</b>（{waiting.map(({ readOn }) => readOn).join('、')}），用水{' '}
          <b>{tonnes(volume)}</b>
        </p>
      )}
      {inReview > 0 && <Line tone="warning">另有 {inReview} 条读数待审核，审核前不会开账</Line>}
    </>
  )
}
