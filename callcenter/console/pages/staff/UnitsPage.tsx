import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useActOnce } from '../../hub/useActOnce.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { Answered, RefusedLine } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { unitsWhere } from '../../session/useUnits.ts'
import type { Unit } from './person.ts'
import './staff.css'

const unitsKey = 'GET /api/staff/units'

export const UnitsPage = () => (
  <Page title="部门" needs="staff.read" aside={<Link to="/staff">员工</Link>}>
    <Units />
  </Page>
)

const codesOf = ({ path }: Unit) => path.split('/').slice(1, -1)
const codeOf = (unit: Unit) => codesOf(unit).at(-1) ?? ''

/** The tree of the organisation, parents before what belongs to them. */
function Units() {
  const { me } = useSession()
  const units = useAnswer(unitsKey, {})
  const [parent, setParent] = useState<Unit | null>(null)
  return (
    <>
      <p className="soft reading">
        部门分三级：服务中心、部门、班组。派单和权限都按部门，建立后不能删除或移动，请确认上级。
      </p>
      {parent && <CreateUnit parent={parent} onEnd={() => setParent(null)} />}
      <Answered of={units} lines={8} isEmpty={(all) => all.length === 0} empty="没有可以查看的部门">
        {(all) => {
          const mine = new Set(unitsWhere(me, 'staff.manage', all).map(({ id }) => id))
          return (
            <Rows<Unit> name="部门" columns={columnsOf(all, mine, setParent)} rows={all} foot={`共 ${all.length} 个`} />
          )
        }}
      </Answered>
    </>
  )
}

function columnsOf(all: readonly Unit[], mine: ReadonlySet<string>, add: (parent: Unit) => void): ListColumn<Unit>[] {
  const shallowest = Math.min(...all.map((unit) => codesOf(unit).length))
  const depth = (unit: Unit) => codesOf(unit).length - shallowest
  const levels = ['公司', '服务中心', '部门', '班组']
  return [
    {
      title: '部门',
      dataIndex: 'name',
      render: (name: string, unit) => (
        <>
          <span aria-hidden className="soft">
            {'　'.repeat(depth(unit))}
            {depth(unit) > 0 && '└ '}
          </span>
          {name}
        </>
      ),
      sheet: { of: ({ name }) => name },
    },
    {
      title: '级别',
      key: 'level',
      render: (_, unit) => levels[codesOf(unit).length - 1] ?? '班组以下',
      sheet: { of: (unit) => levels[codesOf(unit).length - 1] ?? '班组以下' },
    },
    { title: '代码', key: 'code', className: 'figures', render: (_, unit) => codeOf(unit), sheet: { of: codeOf } },
    {
      title: '操作',
      key: 'acts',
      render: (_, unit) =>
        mine.has(unit.id) && (
          <Button size="small" onClick={() => add(unit)}>
            新增下级
          </Button>
        ),
    },
  ]
}

function CreateUnit({ parent, onEnd }: { parent: Unit; onEnd(): void }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<{ name: string; code: string }>()
  const create = useActOnce('POST /api/staff/units', [unitsKey, 'GET /api/staff/me/units'])
  return (
    <Modal
      open
      title={`在“${parent.name}”下新增部门`}
      okText="新增"
      okButtonProps={{ loading: create.isPending }}
      cancelText="取消"
      maskClosable={false}
      onOk={() => form.submit()}
      onCancel={onEnd}
    >
      <Form
        form={form}
        layout="vertical"
        className="tight-form"
        requiredMark={false}
        onFinish={({ name, code }) =>
          create.mutate(
            { body: { parentId: parent.id, name: name.trim(), code: code.trim() } },
            {
              onSuccess: () => {
                void message.success(`已新增 ${name.trim()}`)
                onEnd()
              },
            },
          )
        }
      >
        <Form.Item label="名称" name="name" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
          <Input autoFocus maxLength={64} />
        </Form.Item>
        <Form.Item
          label="代码"
          name="code"
          extra="小写字母、数字和横线，同一上级下不能重复，建立后不能改"
          rules={[
            { required: true, message: '请填写代码' },
            { pattern: /^\s*[a-z0-9][a-z0-9-]{0,31}\s*$/, message: '代码只能由小写字母、数字和横线组成' },
          ]}
        >
          <Input maxLength={32} placeholder="例如 chengbei" />
        </Form.Item>
      </Form>
      <RefusedLine error={create.error} />
    </Modal>
  )
}
