import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { dateOf } from '#core/kernel/businessDate.ts'
import { yuan } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { useActOnce } from '../../hub/useActOnce.ts'
import type { Answer } from '../../hub/useAnswer.ts'
import { isRefusal } from '../../hub/hubRefusal.ts'
import { useHub } from '../../hub/useHub.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'

type Detail = Answer<'GET /api/staff/receipts/:receiptId'>

/** Why it cannot be taken back here, as far as the page knows; null where it can. */
function hindrance({ receipt }: Detail, today: string): string | null {
  if (receipt.channel !== 'counter') return '只有营业厅收款可在此冲正；代收由代收机构发起，线上支付请办理退款'
  if (dateOf(receipt.receivedAt) !== today) return '只能冲正当日的收款，隔日请办理退款'
  if (receipt.invoicedAt !== null) return '这笔收款已开发票，不能冲正，请办理退款和红字发票'
  return null
}

/** Takes a receipt back, after asking with its number and for a reason. */
export function ReverseReceipt({ known }: { known: Detail }) {
  const { now } = useHub()
  const [asked, setAsked] = useState<string | null>(null)
  const reason = hindrance(known, dateOf(now()))
  if (reason !== null) return <Line tone="info">{reason}</Line>
  return (
    <p className="page-links">
      <Button danger onClick={() => setAsked(newId(now()))}>
        冲正这笔收款
      </Button>
      {asked !== null && <Asking known={known} serial={asked} onEnd={() => setAsked(null)} />}
    </p>
  )
}

/** `serial` stays the same while one tries: what arrived is not done twice. */
function Asking({ known, serial, onEnd }: { known: Detail; serial: string; onEnd: () => void }) {
  const { receipt, name, accountNumber } = known
  const { message } = App.useApp()
  const [form] = Form.useForm<{ reason: string }>()
  const reverse = useActOnce('POST /api/staff/receipts/:receiptId/reversal', [
    'GET /api/staff/receipts/:receiptId',
    'GET /api/staff/receipts',
    'GET /api/staff/receipt-totals',
    'GET /api/staff/accounts/:accountId/receipts',
    'GET /api/staff/accounts/:accountId/bills',
    'GET /api/staff/accounts/:accountId/debt',
  ])
  const act = ({ reason }: { reason: string }) =>
    reverse.mutate(
      { params: { receiptId: receipt.id }, body: { serial, amount: receipt.amount, reason: reason.trim() } },
      {
        onSuccess: () => {
          void message.success(`已冲正 ${receipt.number}`)
          onEnd()
        },
      },
    )
  const { error } = reverse
  return (
    <Modal
      open
      title={`冲正收据 ${receipt.number}`}
      okText={`冲正 ${yuan(receipt.amount)}`}
      okButtonProps={{ danger: true, loading: reverse.isPending, htmlType: 'submit' }}
      cancelText="不冲正"
      onOk={() => form.submit()}
      onCancel={onEnd}
      maskClosable={false}
    >
      <p>
        {name}（{accountNumber}）的 <b>{yuan(receipt.amount)}</b> 将退回，已销的账单重新变为欠费。冲正后不能撤销。
      </p>
      <Form form={form} layout="vertical" className="tight-form asking" onFinish={act}>
        <Form.Item
          label="冲正原因"
          name="reason"
          rules={[{ required: true, whitespace: true, message: '请填写冲正原因' }]}
        >
          <Input.TextArea autoFocus rows={2} maxLength={200} placeholder="例如：收错户号" />
        </Form.Item>
      </Form>
      <RefusedLine error={error} />
      {isRefusal(error, 'reversal.notNewest') && <p className="figures">较新的收据：{newestOf(error.data)}</p>}
    </Modal>
  )
}

const newestOf = ({ newestNumber }: { newestNumber?: unknown }): string =>
  typeof newestNumber === 'string' ? newestNumber : '请在此户的缴费中查看'
