import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { UsageClass } from '#core/billing/tariff.ts'
import { isRefusal } from '../../hub/hubRefusal.ts'
import { useAct, useAnswer } from '../../hub/useAnswer.ts'
import { type Unit, unitOptions, useUnits } from '../../session/useUnits.ts'
import { usageClasses } from '../tariffs/tariffWords.ts'
import { FormDialog } from './FormDialog.tsx'
import { type PersonFields, PersonFieldsOf, personOf } from './PersonFields.tsx'

interface Fields extends PersonFields {
  number: string
  unitId: string
  routeId?: string
  premises: string
  usageClass: UsageClass
}

const fieldOf = {
  'account.numberTaken': 'number',
  'account.routeElsewhere': 'routeId',
  'route.unknown': 'routeId',
  'staff.forbidden': 'unitId',
  'staff.unitUnknown': 'unitId',
}

/** A low income is a status that ends by itself, not what a place uses water for. */
const usages = Object.entries(usageClasses)
  .filter(([value]) => value !== 'residential-low-income')
  .map(([value, label]) => ({ value, label }))

export function OpenAccount() {
  const units = useUnits('account.write')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" disabled={units.length === 0} onClick={() => setOpen(true)}>
        开户
      </Button>
      {isOpen && <Opening units={units} onEnd={() => setOpen(false)} />}
    </>
  )
}

/** The account number is the command's id: sent twice, there is one account all the same. */
function Opening({ units, onEnd }: { units: readonly Unit[]; onEnd: () => void }) {
  const { message } = App.useApp()
  const navigate = useNavigate()
  const routes = useAnswer('GET /api/staff/reading-routes', {})
  const open = useAct('POST /api/staff/accounts', ['GET /api/staff/accounts'])
  const [only] = units
  const act = ({ number, premises, routeId, unitId, usageClass, ...person }: Fields) => {
    const place = { premises: premises.trim(), routeId: routeId ?? null, unitId, usageClass }
    open.mutate(
      { body: { number: number.trim(), ...personOf(person), ...place } },
      {
        onSuccess: ({ id, number: opened }) => {
          void message.success(`已开户，户号 ${opened}，请接着装表`)
          onEnd()
          void navigate(`/accounts/${id}?tab=water`)
        },
      },
    )
  }
  const taken = isRefusal(open.error, 'account.numberTaken') ? open.variables?.body.number : undefined
  return (
    <FormDialog<Fields>
      name="open-account"
      title="开户"
      okText="开户"
      busy={open.isPending}
      initial={{ usageClass: 'residential', ...(only && units.length === 1 && { unitId: only.id }) }}
      error={open.error}
      fieldOf={fieldOf}
      onFinish={act}
      onEnd={onEnd}
    >
      <div className="side-by-side">
        <Form.Item
          label="户号"
          name="number"
          extra={
            taken === undefined ? '6 至 12 位数字' : <Link to={`/accounts?q=${taken}`}>查看已有的户号 {taken}</Link>
          }
          rules={[
            { required: true, message: '请填写户号' },
            { pattern: /^\s*\d{6,12}\s*$/, message: '户号为 6 至 12 位数字' },
          ]}
        >
          <Input autoFocus className="figures" inputMode="numeric" maxLength={14} />
        </Form.Item>
        <Form.Item label="用水性质" name="usageClass">
          <Select options={usages} />
        </Form.Item>
      </div>
      <PersonFieldsOf who="户名" />
      <Form.Item
        label="用水地址"
        name="premises"
        rules={[{ required: true, whitespace: true, message: '请填写用水地址' }]}
      >
        <Input maxLength={200} placeholder="例如 安平区兴华路12号3号楼2单元501" />
      </Form.Item>
      <div className="side-by-side">
        <Form.Item label="所属部门" name="unitId" rules={[{ required: true, message: '请选择所属部门' }]}>
          <Select options={unitOptions(units)} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item label="抄表表册" name="routeId" extra="可以不选；没有表册的户不随表册开账">
          <Select
            allowClear
            loading={routes.isPending}
            showSearch={{ optionFilterProp: 'label' }}
            notFoundContent="没有可选的表册"
            options={(routes.data ?? [])
              .filter(({ unitId }) => units.some(({ id }) => id === unitId))
              .map(({ id, routeCode, name }) => ({ value: id, label: `${routeCode} ${name}` }))}
          />
        </Form.Item>
      </div>
    </FormDialog>
  )
}
