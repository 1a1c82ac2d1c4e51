import { App, Modal } from 'antd'
import { yuan } from '#core/kernel/fen.ts'
import { useActOnce } from '../../hub/useActOnce.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { periodOf } from '../accounts/billWords.ts'
import { type Waiver, waiversKey, waiverWord } from './waiverWords.ts'

interface DecideWaiverProps {
  waiver: Waiver
  approve: boolean
  onEnd: () => void
}

/** Asks before a waiver is approved or refused: neither can be taken back. */
export function DecideWaiver({ waiver, approve, onEnd }: DecideWaiverProps) {
  const { message } = App.useApp()
  const decide = useActOnce('POST /api/staff/waivers/:waiverId/decision', [
    waiversKey,
    'GET /api/staff/accounts/:accountId/debt',
    'GET /api/staff/accounts/:accountId/bills',
  ])
  const { accountNumber, accountName, lateFee, lateFeeAfter, proposedByName } = waiver
  const verb = approve ? '批准' : '驳回'
  return (
    <Modal
      open
      title={`${verb}户号 ${accountNumber} 的减免申请`}
      okText={approve && lateFee !== null && lateFeeAfter !== null ? `批准，减到 ${yuan(lateFeeAfter)}` : verb}
      okButtonProps={{ danger: !approve, loading: decide.isPending, autoFocus: true }}
      cancelText={`暂不${verb}`}
      onOk={() =>
        decide.mutate(
          { params: { waiverId: waiver.id }, body: { approve } },
          {
            onSuccess: () => {
              void message.success(`已${verb}户号 ${accountNumber} 的减免申请`)
              onEnd()
            },
          },
        )
      }
      onCancel={onEnd}
      maskClosable={false}
    >
      <p>
        {accountName}，账期 <span className="figures">{periodOf(waiver)}</span>：<b>{waiverWord(waiver.waiver)}</b>
      </p>
      {lateFee !== null && lateFeeAfter !== null && (
        <p className="figures">
          违约金现为 {yuan(lateFee)}，{approve ? '批准后' : '若批准则'}为 <b>{yuan(lateFeeAfter)}</b>
        </p>
      )}
      <p>
        {proposedByName ?? '已离职员工'}申请的原因：{waiver.reason}
      </p>
      <p>{approve ? '批准后立即生效，不能撤销。' : '驳回后违约金照常计算；仍需减免的要重新申请。'}</p>
      <RefusedLine error={decide.error} />
    </Modal>
  )
}
