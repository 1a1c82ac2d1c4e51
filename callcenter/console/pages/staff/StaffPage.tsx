import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { moment } from '../../format/moment.ts'
import { useSettled } from '../../frame/useSettled.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { useFilters } from '../../list/useFilters.ts'
import { Answered } from '../../look/Answered.tsx'
import { Mark } from '../../look/Mark.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { CreateStaff } from './CreateStaff.tsx'
import { type Person, staffKey, type Unit } from './person.ts'
import { StaffActs } from './StaffActs.tsx'
import '../../list/cells.css'
import './staff.css'

const most = 200

export const StaffPage = () => (
  <Page title="员工" needs="staff.read" aside={<Asides />}>
    <Staff />
  </Page>
)

const Asides = () => (
  <>
    <Link to="/staff/roles">角色与权限</Link>
    <Link to="/staff/units">部门</Link>
  </>
)

function Staff() {
  const { may } = useSession()
  const { one, set } = useFilters()
  const [creating, setCreating] = useState(false)
  const search = useSettled((one('q') ?? '').trim(), 250)
  const state = one('state') === 'disabled' ? 'disabled' : one('state') === 'all' ? 'all' : 'active'
  const query = {
    limit: most,
    ...(search !== '' && { search }),
    ...(state !== 'all' && { disabled: state === 'disabled' }),
  }
  const staff = useAnswer(staffKey, { query }, { keep: true })
  const units = useAnswer('GET /api/staff/units', {})
  return (
    <>
      <div className="filters">
        <Input
          className="filter-wide"
          aria-label="工号或姓名"
          placeholder="工号或姓名"
          allowClear
          maxLength={64}
          value={one('q') ?? ''}
          onChange={({ target }) => set({ q: target.value })}
        />
        <Select
          className="filter"
          aria-label="状态"
          value={state}
          options={[
            { value: 'active', label: '在用' },
            { value: 'disabled', label: '已停用' },
            { value: 'all', label: '全部' },
          ]}
          onChange={(next) => set({ state: next === 'active' ? undefined : next })}
        />
        {may('staff.manage') && (
          <Button type="primary" onClick={() => setCreating(true)}>
            新增员工
          </Button>
        )}
      </div>
      {creating && <CreateStaff units={units.data ?? []} onEnd={() => setCreating(false)} />}
      <Answered of={staff} lines={10} isEmpty={(all) => all.length === 0} empty="没有符合条件的员工；新增后列在这里">
        {(all) => (
          <Rows<Person>
            name="员工"
            columns={columnsOf(units.data ?? [], may('staff.manage'))}
            rows={all}
            foot={`共 ${all.length} 人${all.length === most ? `，最多显示 ${most} 人，请搜索` : ''}`}
          />
        )}
      </Answered>
    </>
  )
}

function columnsOf(units: readonly Unit[], manages: boolean): ListColumn<Person>[] {
  const names = new Map(units.map(({ id, name }) => [id, name]))
  const unit = (id: string) => names.get(id) ?? '上级部门'
  return [
    { title: '工号', dataIndex: 'login', className: 'figures', sheet: { of: ({ login }) => login } },
    { title: '姓名', dataIndex: 'name', sheet: { of: ({ name }) => name } },
    { title: '部门', dataIndex: 'unitId', render: unit, sheet: { of: ({ unitId }) => unit(unitId) } },
    {
      title: '角色',
      key: 'roles',
      className: 'long-cell',
      render: (_, { roles }) =>
        roles.length === 0
          ? '—'
          : roles.map(({ role, name, unitId }) => (
              <Mark key={role + unitId} tone="quiet">
                {name} · {unit(unitId)}
              </Mark>
            )),
      sheet: { of: ({ roles }) => roles.map(({ name, unitId }) => `${name} · ${unit(unitId)}`).join('；') },
    },
    {
      title: '状态',
      key: 'state',
      render: (_, person) => <StateMark person={person} />,
      sheet: { of: ({ disabledAt }) => (disabledAt === null ? '在用' : '已停用') },
    },
    {
      title: '建立时间',
      dataIndex: 'createdAt',
      className: 'figures',
      render: moment,
      sheet: { kind: 'moment', of: ({ createdAt }) => createdAt },
    },
    ...(manages
      ? [
          {
            title: '操作',
            key: 'acts',
            render: (_: unknown, person: Person) => <StaffActs person={person} units={units} />,
          },
        ]
      : []),
  ]
}

function StateMark({ person: { disabledAt, lockedUntil, mustChangePassword } }: { person: Person }) {
  if (disabledAt !== null) return <Mark tone="quiet">已停用 {moment(disabledAt)}</Mark>
  if (lockedUntil !== null) return <Mark tone="danger">锁定至 {moment(lockedUntil)}</Mark>
  return mustChangePassword ? <Mark tone="warning">待改密码</Mark> : <Mark tone="success">在用</Mark>
}
