import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { yuan } from '#core/kernel/fen.ts'
import { newId } from '#core/kernel/id.ts'
import { useActOnce } from '../../hub/useActOnce.ts'
import { useHub } from '../../hub/useHub.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import type { Invoice } from './AccountInvoices.tsx'

interface RedLetterProps {
  invoice: Invoice
  onAsked: () => void
  onEnd: () => void
}

/** Takes an invoice back, after asking with its number and for a reason; the tax platform has the last word. */
export function RedLetter({ invoice, onAsked, onEnd }: RedLetterProps) {
  const { message } = App.useApp()
  const { now } = useHub()
  // Other words are another form: under the id of the last attempt it would be refused.
  const [id, setId] = useState(() => newId(now()))
  const [form] = Form.useForm<{ reason: string }>()
  const open = useActOnce('POST /api/staff/invoices/:invoiceId/red-forms', [
    'GET /api/staff/accounts/:accountId/invoices',
  ])
  const act = ({ reason }: { reason: string }) =>
    open.mutate(
      { params: { invoiceId: invoice.id }, body: { id, reason: reason.trim() } },
      {
        onSuccess: () => {
          void message.success('已提交红字确认单，开票平台确认后生效')
          onAsked()
          onEnd()
        },
      },
    )
  return (
    <Modal
      open
      title={`红冲发票 ${invoice.number ?? ''}`}
      okText={`红冲 ${yuan(invoice.gross)}`}
      okButtonProps={{ danger: true, loading: open.isPending, htmlType: 'submit' }}
      cancelText="不红冲"
      onOk={() => form.submit()}
      onCancel={onEnd}
      maskClosable={false}
    >
      <p>
        {invoice.buyer.name} 的这张 <b>{yuan(invoice.gross)}</b> 的发票将作废，对应的账单可以重新开票。红冲后不能撤销。
      </p>
      <Form
        form={form}
        layout="vertical"
        className="tight-form asking"
        onValuesChange={() => setId(newId(now()))}
        onFinish={act}
      >
        <Form.Item
          label="红冲原因"
          name="reason"
          rules={[{ required: true, whitespace: true, message: '请填写红冲原因' }]}
        >
          <Input.TextArea autoFocus rows={2} maxLength={200} placeholder="例如：抬头开错" />
        </Form.Item>
      </Form>
      <RefusedLine error={open.error} />
    </Modal>
  )
}
