import { Form, Modal } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { HubRefusal, sentenceOf } from '../../hub/hubRefusal.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { ignoreHeld, once } from './deliberate.ts'

/** Names the field that a refusal is about, by the refusal's code. */
export type FieldOf = Readonly<Record<string, string>>

export const fieldRefused = (error: Error | null, fieldOf: FieldOf): string | undefined =>
  error instanceof HubRefusal ? fieldOf[error.code] : undefined

interface FormDialogProps<Fields extends object> {
  /** Of the form in the document. */
  name: string
  title: string
  okText: string
  /** False keeps what was typed, while something else stands in its place. */
  open?: boolean
  busy?: boolean
  /** What has to be known or done first is not. */
  hindered?: boolean
  initial: Partial<Fields>
  error?: Error | null
  fieldOf?: FieldOf
  onFinish(fields: Fields): void
  onEnd(): void
  children: ReactNode
}

/** A form in a dialog, sent by its button or by Enter; what the hub refuses is said at the field, or else below. */
export function FormDialog<Fields extends object>(props: FormDialogProps<Fields>) {
  const { name, title, okText, open = true, busy = false, hindered = false, initial } = props
  const { error = null, fieldOf = {}, onFinish, onEnd, children } = props
  const [form] = Form.useForm<Fields>()
  const field = fieldRefused(error, fieldOf)
  /** What is checked comes a moment after it was sent, and a second click may have come before. */
  const isSent = useRef(false)
  useEffect(() => {
    isSent.current = busy
  }, [busy, open])
  useEffect(() => {
    if (field === undefined) return
    const named = field as Parameters<typeof form.focusField>[0]
    form.setFields([{ name: named, errors: [sentenceOf(error)] }])
    form.focusField(named)
  }, [form, field, error])
  return (
    <Modal
      open={open}
      title={title}
      okText={okText}
      okButtonProps={{ htmlType: 'submit', form: name, loading: busy, disabled: hindered }}
      cancelText="取消"
      width={600}
      maskClosable={false}
      onCancel={onEnd}
    >
      <Form<Fields>
        form={form}
        name={name}
        layout="vertical"
        className="tight-form"
        requiredMark={false}
        autoComplete="off"
        initialValues={initial}
        onFinish={(fields) => {
          if (isSent.current || hindered) return
          isSent.current = true
          onFinish(fields)
        }}
      >
        {children}
      </Form>
      {field === undefined && <RefusedLine error={error} />}
    </Modal>
  )
}

interface AskingDialogProps {
  title: string
  okText: string
  busy: boolean
  error: Error | null
  onOk(): void
  onBack(): void
  children: ReactNode
}

/** Asks once more before what cannot be undone. */
export const AskingDialog = ({ title, okText, busy, error, onOk, onBack, children }: AskingDialogProps) => (
  <Modal
    open
    title={title}
    okText={okText}
    okButtonProps={{ danger: true, loading: busy, autoFocus: true, onKeyDown: ignoreHeld }}
    cancelText="返回修改"
    cancelButtonProps={{ disabled: busy }}
    width={600}
    maskClosable={false}
    onOk={once(() => {
      if (!busy) onOk()
    })}
    onCancel={() => {
      if (!busy) onBack()
    }}
  >
    {children}
    <RefusedLine error={error} />
  </Modal>
)
