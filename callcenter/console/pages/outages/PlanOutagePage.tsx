import { App, Button, Form, Input, Radio, Select } from 'antd'
import { useEffect, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { newId } from '#core/kernel/id.ts'
import { useSettled } from '../../frame/useSettled.ts'
import { useAct, useAnswer } from '../../hub/useAnswer.ts'
import { useHub } from '../../hub/useHub.ts'
import { Answered, RefusedLine } from '../../look/Answered.tsx'
import { Line } from '../../look/Line.tsx'
import { Page } from '../../look/Page.tsx'
import { unitOptions, useUnits } from '../../session/useUnits.ts'
import { AreaFields } from './AreaFields.tsx'
import { OutagePreview, type Plan } from './OutagePreview.tsx'
import { fieldsOf, type PlanFields, planOf } from './outagePlan.ts'
import { outageKey, outageKeys, outageKinds } from './outageWords.ts'
import { TimeFields } from './TimeFields.tsx'
import './outages.css'

/** A new outage, or a draft that is taken up again. */
export function PlanOutagePage() {
  const { outageId } = useParams()
  return (
    <Page
      title={outageId === undefined ? '新建停水' : '修改停水草稿'}
      needs="outage.write"
      aside={<Link to="/outages">停水信息</Link>}
    >
      {outageId === undefined ? <NewPlan /> : <KnownPlan outageId={outageId} />}
    </Page>
  )
}

function NewPlan() {
  const { now } = useHub()
  const [id] = useState(() => newId(now()))
  return <Planning outageId={id} initial={{ kind: 'planned' }} />
}

function KnownPlan({ outageId }: { outageId: string }) {
  const outage = useAnswer(outageKey, { params: { outageId } })
  return (
    <Answered of={outage} lines={10}>
      {({ outage: known }) =>
        known.state === 'draft' ? (
          <Planning outageId={outageId} initial={fieldsOf(known)} />
        ) : (
          <Line tone="info">
            {known.number} 已经发布，不再是草稿。<Link to={`/outages/${outageId}`}>查看此次停水</Link>
          </Line>
        )
      }
    </Answered>
  )
}

function Planning({ outageId, initial }: { outageId: string; initial: PlanFields }) {
  const units = useUnits('outage.write')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [form] = Form.useForm<PlanFields>()
  const [plan, setPlan] = useState<Plan | null>(() => planOf(initial))
  const settled = useSettled(plan, 400)
  const save = useAct('PUT /api/staff/outages/:outageId', outageKeys)
  const first = units[0]?.id
  useEffect(() => {
    if (form.getFieldValue('unitId') === undefined && first !== undefined) form.setFieldValue('unitId', first)
  }, [form, first])

  function send(fields: PlanFields) {
    const ready = planOf(fields)
    if (!ready) return
    const body = { ...ready, place: fields.place?.trim() ?? '', reason: fields.reason?.trim() ?? '' }
    save.mutate(
      { params: { outageId }, body },
      {
        onSuccess: ({ outage }) => {
          void message.success(`已保存草稿 ${outage.number}，还没有通知任何人`)
          void navigate(`/outages/${outageId}`)
        },
      },
    )
  }

  return (
    <div className="two-columns">
      <Form<PlanFields>
        form={form}
        layout="vertical"
        className="tight-form"
        requiredMark={false}
        scrollToFirstError
        initialValues={initial}
        onValuesChange={(_, fields) => setPlan(planOf(fields))}
        onFinish={send}
      >
        <div className="side-by-side">
          <Form.Item label="类型" name="kind">
            <Radio.Group
              optionType="button"
              options={Object.entries(outageKinds).map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
          <Form.Item label="负责部门" name="unitId" rules={[{ required: true, message: '请选择负责部门' }]}>
            <Select options={unitOptions(units)} showSearch={{ optionFilterProp: 'label' }} />
          </Form.Item>
        </div>
        <TimeFields />
        <Form.Item
          label="停水范围（告知用户的说法）"
          name="place"
          rules={[{ required: true, whitespace: true, message: '请填写停水范围' }]}
        >
          <Input maxLength={100} placeholder="例如：安平区兴华路 1 号至 60 号" />
        </Form.Item>
        <Form.Item label="原因" name="reason" rules={[{ required: true, whitespace: true, message: '请填写原因' }]}>
          <Input maxLength={200} placeholder="例如：更换老旧阀门" />
        </Form.Item>
        <AreaFields />
        <Form.Item label="临时供水" name="alternativeSupply" extra="何时何地可以取水；没有就留空">
          <Input maxLength={200} />
        </Form.Item>
        <RefusedLine error={save.error} />
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存草稿
        </Button>
        <span className="soft beside-button">保存后再发布，发布前不会通知任何人</span>
      </Form>
      <section aria-label="影响用户">
        <h2>影响用户</h2>
        <OutagePreview plan={settled} />
      </section>
    </div>
  )
}
