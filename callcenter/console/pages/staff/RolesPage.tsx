import { Table, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { type Permission, permissions } from '#core/contract/permissions.ts'
import { type Answer, useAnswer } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'
import { permissionWords } from './permissionWords.ts'
import './staff.css'

type Role = Answer<'GET /api/staff/roles'>[number]
interface Right {
  permission: Permission
}

const rights: readonly Right[] = permissions.map((permission) => ({ permission }))

const columnsOf = (roles: readonly Role[]): TableColumnsType<Right> => [
  {
    title: '权限',
    key: 'permission',
    fixed: 'left',
    rowScope: 'row',
    render: (_, { permission }) => permissionWords[permission],
  },
  ...roles.map((role) => ({
    title: role.name,
    key: role.id,
    align: 'center' as const,
    render: (_: unknown, { permission }: Right) =>
      role.permissions.includes(permission) ? (
        <span className="granted">有</span>
      ) : (
        <span className="soft" aria-label="没有">
          —
        </span>
      ),
  })),
]

export const RolesPage = () => (
  <Page title="角色与权限" needs="staff.read" aside={<Link to="/staff">员工</Link>}>
    <Roles />
  </Page>
)

/** With many roles it is wider than the screen, and has nothing in it that the keyboard gets to. */
const reachable = (table: { nativeElement: HTMLElement } | null) =>
  table?.nativeElement.querySelector('.ant-table-body')?.setAttribute('tabindex', '0')

function Roles() {
  const roles = useAnswer('GET /api/staff/roles', {})
  return (
    <Answered of={roles} lines={12} isEmpty={(all) => all.length === 0} empty="还没有角色；系统首次启动时建立">
      {(all) => (
        <div className="list">
          <Table<Right>
            ref={(table) => void reachable(table)}
            aria-label="角色与权限"
            size="small"
            rowKey="permission"
            columns={columnsOf(all)}
            dataSource={rights}
            pagination={false}
            scroll={{ x: 'max-content' }}
            sticky
          />
          <footer className="list-foot">
            {all.length} 个角色，{rights.length} 项权限；权限在授予角色的部门及其下级部门有效
          </footer>
        </div>
      )}
    </Answered>
  )
}
