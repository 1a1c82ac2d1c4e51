import { Button, Form, Input } from 'antd'
import { useAct } from '../../hub/useAnswer.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { voicemailKeys } from './voicemailWords.ts'

export function CloseVoicemail({ voicemailId }: { voicemailId: string }) {
  const close = useAct('POST /api/staff/voicemails/:voicemailId/closure', voicemailKeys)
  return (
    <Form<{ note?: string }>
      layout="vertical"
      className="tight-form"
      onFinish={({ note }) => close.mutate({ params: { voicemailId }, body: { note: note?.trim() || null } })}
    >
      <Form.Item label="处理结果" name="note">
        <Input.TextArea rows={3} maxLength={1_000} placeholder="例如：已回电，告知缴费方式" />
      </Form.Item>
      <RefusedLine error={close.error} />
      <Button htmlType="submit" loading={close.isPending}>
        办结此留言
      </Button>
    </Form>
  )
}
