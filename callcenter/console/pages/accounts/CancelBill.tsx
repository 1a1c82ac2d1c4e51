import { App, Form, Input, Modal, Radio } from 'antd'
import { yuan } from '#core/kernel/fen.ts'
import { isRefusal } from '../../hub/hubRefusal.ts'
import { useActOnce } from '../../hub/useActOnce.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { type Bill, billChanges, billKinds, periodOf } from './billWords.ts'

interface Wanted {
  reason: string
  readings: 'keep' | 'reject'
}

interface CancelBillProps {
  bill: Bill
  /** Of the account, to name the newer one that has to go first. */
  bills: readonly Bill[]
  onEnd: () => void
}

/** Takes a wrong bill back, after asking for a reason and what becomes of its readings. */
export function CancelBill({ bill, bills, onEnd }: CancelBillProps) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Wanted>()
  const cancel = useActOnce('POST /api/staff/bills/:billId/cancellation', billChanges)
  const act = ({ reason, readings }: Wanted) =>
    cancel.mutate(
      { params: { billId: bill.id }, body: { reason: reason.trim(), readings } },
      {
        onSuccess: () => {
          void message.success(`已作废 ${periodOf(bill)} 的账单`)
          onEnd()
        },
      },
    )
  const { error } = cancel
  const newest = isRefusal(error, 'bill.notNewest')
    ? bills.find(({ id }) => id === error.data['newestBillId'])
    : undefined
  return (
    <Modal
      open
      title={`作废账单 ${periodOf(bill)}`}
      okText={`作废 ${yuan(bill.amount)}`}
      okButtonProps={{ danger: true, loading: cancel.isPending, htmlType: 'submit' }}
      cancelText="不作废"
      onOk={() => form.submit()}
      onCancel={onEnd}
      maskClosable={false}
    >
      <p>
        这张 <b>{yuan(bill.amount)}</b> 的{billKinds[bill.kind]}账单将从欠费中去掉
        {bill.paid + bill.feePaid > 0 && '，已缴的转入预存，并抵扣其他欠费'}。作废后不能恢复。
      </p>
      <Form<Wanted>
        form={form}
        layout="vertical"
        className="tight-form asking"
        initialValues={{ readings: 'keep' }}
        onFinish={act}
      >
        <Form.Item
          label="作废原因"
          name="reason"
          rules={[{ required: true, whitespace: true, message: '请填写作废原因' }]}
        >
          <Input.TextArea autoFocus rows={2} maxLength={200} placeholder="例如：抄错户" />
        </Form.Item>
        <Form.Item
          label="这张账单的抄表"
          name="readings"
          // There are none behind the others.
          hidden={bill.kind !== 'reading'}
        >
          <Radio.Group
            options={[
              { value: 'keep', label: '读数没错，重新出账' },
              { value: 'reject', label: '读数有误，一并否定' },
            ]}
          />
        </Form.Item>
      </Form>
      <RefusedLine error={error} />
      {newest && <p className="figures">较新的账单：{periodOf(newest)}</p>}
    </Modal>
  )
}
