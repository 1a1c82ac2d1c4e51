import { App, Form, Modal } from 'antd'
import { useActOnce } from '../../hub/useActOnce.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { KeyField } from './KeyField.tsx'
import { type Partner, partnersKey } from './partner.ts'

/** A new key; the old one ends at once. */
export function RotateKey({ partner, onEnd }: { partner: Partner; onEnd(): void }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<{ publicKeyPem: string }>()
  const rotate = useActOnce('PUT /api/staff/partners/:partnerId/key', [partnersKey])
  return (
    <Modal
      open
      title={`更换 ${partner.name}（${partner.code}）的公钥`}
      okText={`更换 ${partner.name} 的公钥`}
      okButtonProps={{ danger: true, loading: rotate.isPending }}
      cancelText="不更换"
      width={600}
      maskClosable={false}
      onOk={() => form.submit()}
      onCancel={onEnd}
    >
      <p>保存后旧公钥立即失效，对方须同时换用新密钥，否则收款会中断。请先与对方约好时间。</p>
      <Form
        form={form}
        layout="vertical"
        className="tight-form"
        requiredMark={false}
        onFinish={(body) =>
          rotate.mutate(
            { params: { partnerId: partner.id }, body },
            {
              onSuccess: () => {
                void message.success(`已更换 ${partner.name} 的公钥`)
                onEnd()
              },
            },
          )
        }
      >
        <KeyField />
      </Form>
      <RefusedLine error={rotate.error} />
    </Modal>
  )
}
