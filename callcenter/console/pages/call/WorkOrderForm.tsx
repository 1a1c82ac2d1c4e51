import { Button, Form, Input, Radio, Select, type RefSelectProps } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { type WorkOrderKind, workOrderKinds } from '#core/contract/workorders.ts'
import { newId } from '#core/kernel/id.ts'
import { useAct } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { keysOf } from '../../softphone/keys.ts'
import { unitWhere, useSession } from '../../session/session.ts'
import type { Chosen } from './CallerPanel.tsx'

interface Fields {
  kind?: WorkOrderKind
  where: 'account' | 'place'
  place?: string
  description?: string
  contactPhone?: string
}

interface WorkOrderFormProps {
  /** Under which what was typed is kept until it is sent. */
  draft: string
  chosen: Chosen | null
  contactPhone: string
  kind: WorkOrderKind | undefined
  onKind(kind: WorkOrderKind | undefined): void
}

const mobile = /^1[3-9]\d{9}$/
const kinds = Object.entries(workOrderKinds).map(([value, label]) => ({ value, label }))

/** Filled in as far as is known; the same work order is not made twice, however often it is sent. */
export function WorkOrderForm({ draft, chosen, contactPhone, kind, onKind }: WorkOrderFormProps) {
  const { me, may } = useSession()
  const { ask, now } = useHub()
  const [form] = Form.useForm<Fields>()
  const [id, setId] = useState(() => newId(now()))
  const report = useAct('POST /api/staff/work-orders', [
    'GET /api/staff/calls/:callId/caller',
    'GET /api/staff/work-orders',
  ])
  const first = useRef<RefSelectProps>(null)
  const { state } = useLocation()
  const wanted = (state as { report?: number } | null)?.report
  useEffect(() => {
    if (wanted !== undefined) first.current?.focus()
  }, [wanted])
  useEffect(() => {
    if (chosen === null) form.setFieldValue('where', 'place')
    else if ((form.getFieldValue('place') ?? '') === '') form.setFieldValue('where', 'account')
  }, [chosen, form])
  const where: Fields['where'] | undefined = Form.useWatch('where', form)

  const [initial] = useState<Fields>(() => ({
    where: chosen === null ? 'place' : 'account',
    ...(kind !== undefined && { kind }),
    ...(mobile.test(contactPhone) && { contactPhone }),
    ...kept(draft),
  }))

  async function send(fields: Fields) {
    if (!fields.kind) return
    const accountId = fields.where === 'account' ? (chosen?.id ?? null) : null
    const ownUnit = unitWhere(me, 'workorder.write') ?? ''
    // It belongs to whoever looks after the account.
    const unitId =
      accountId !== null && may('account.read')
        ? await ask('GET /api/staff/accounts/:accountId', { params: { accountId } }).then(
            (account) => account.unitId,
            () => ownUnit,
          )
        : ownUnit
    report.mutate(
      {
        body: {
          id,
          kind: fields.kind,
          accountId,
          place: accountId === null ? (fields.place?.trim() ?? null) : null,
          position: null,
          description: fields.description?.trim() ?? '',
          contactPhone: fields.contactPhone?.trim() || null,
          photoIds: [],
          unitId,
        },
      },
      {
        onSuccess() {
          sessionStorage.removeItem(draft)
          setId(newId(now()))
          form.setFieldsValue({ description: '', place: '' })
        },
      },
    )
  }

  return (
    <Form<Fields>
      form={form}
      size="middle"
      layout="vertical"
      className="tight-form"
      requiredMark={false}
      initialValues={initial}
      onValuesChange={(changed, all) => {
        if ('kind' in changed) onKind(all.kind)
        sessionStorage.setItem(draft, JSON.stringify(all))
      }}
      onFinish={(fields) => void send(fields)}
    >
      <Form.Item label="问题类别" name="kind" rules={[{ required: true, message: '请选择问题类别' }]}>
        <Select ref={first} options={kinds} placeholder={`请选择（${keysOf.report}）`} />
      </Form.Item>
      <Form.Item label="地点" name="where">
        <Radio.Group
          options={[
            { value: 'account', label: chosen ? `户号 ${chosen.number}` : '户号地址', disabled: chosen === null },
            { value: 'place', label: '其他地点' },
          ]}
        />
      </Form.Item>
      {where === 'account' && chosen ? (
        <p className="soft form-note">{chosen.premises}</p>
      ) : (
        <Form.Item name="place" rules={[{ required: true, whitespace: true, message: '请填写地点' }]}>
          <Input aria-label="其他地点" placeholder="路名、门牌或附近的标志" maxLength={200} />
        </Form.Item>
      )}
      <Form.Item
        label="情况描述"
        name="description"
        rules={[{ required: true, whitespace: true, message: '请填写来电人说的情况' }]}
      >
        <Input.TextArea rows={3} maxLength={2_000} />
      </Form.Item>
      <Form.Item
        label="联系电话"
        name="contactPhone"
        rules={[{ pattern: mobile, message: '请填写 11 位手机号，没有就留空' }]}
      >
        <Input inputMode="tel" maxLength={11} />
      </Form.Item>
      <RefusedLine error={report.error} />
      {report.data && (
        <p className="line line-success" role="status">
          已建工单{' '}
          {may('workorder.read') ? (
            <Link to={`/workorders/${report.data.id}`}>{report.data.number}</Link>
          ) : (
            report.data.number
          )}
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={report.isPending}>
        建立工单
      </Button>
    </Form>
  )
}

function kept(draft: string): Partial<Fields> {
  try {
    return JSON.parse(sessionStorage.getItem(draft) ?? '{}') as Partial<Fields>
  } catch {
    return {}
  }
}
