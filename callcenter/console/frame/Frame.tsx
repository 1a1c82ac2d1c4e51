import { Button, Dropdown, Menu } from 'antd'
import { useEffect, useState } from 'react'
import { Link, Outlet, useLocation, useNavigate } from 'react-router'
import { useSession } from '../session/session.ts'
import { SoftphoneBar } from '../softphone/SoftphoneBar.tsx'
import { useSoftphone } from '../softphone/useSoftphone.ts'
import { placeOf, placesFor } from './navigation.ts'
import { SearchBox } from './SearchBox.tsx'

/** Whoever may read none of these finds nothing. */
const searched = ['account.read', 'workorder.read', 'payment.read', 'outage.read'] as const

const collapsedKey = 'console.navigation.collapsed'

export function Frame() {
  const { may, mayWholly } = useSession()
  const { pathname } = useLocation()
  const [collapsed, setCollapsed] = useState(() => localStorage.getItem(collapsedKey) === 'yes')
  useEffect(() => localStorage.setItem(collapsedKey, collapsed ? 'yes' : 'no'), [collapsed])
  return (
    <div className={`frame ${collapsed ? 'frame-collapsed' : ''}`}>
      <header className="frame-top">
        <Button
          type="text"
          aria-label={collapsed ? '展开导航' : '收起导航'}
          aria-expanded={!collapsed}
          onClick={() => setCollapsed(!collapsed)}
        >
          ☰
        </Button>
        <Link to="/" className="frame-name">
          供水客服
        </Link>
        {searched.some(may) && <SearchBox />}
        {may('call.take') && <SoftphoneBar />}
        <PersonMenu />
      </header>
      <nav className="frame-side" aria-label="导航">
        {!collapsed && (
          <Menu
            mode="inline"
            selectedKeys={[placeOf(pathname)]}
            items={placesFor(may, mayWholly).map(({ job, places }) => ({
              type: 'group' as const,
              key: job,
              label: job,
              children: places.map(({ path, name }) => ({ key: path, label: <Link to={path}>{name}</Link> })),
            }))}
          />
        )}
      </nav>
      <div className="frame-main">
        <Outlet />
      </div>
    </div>
  )
}

function PersonMenu() {
  const { me, logOut } = useSession()
  const { phone } = useSoftphone()
  const navigate = useNavigate()
  const leave = async () => {
    await phone.signOut()
    await logOut()
  }
  const items = [
    { key: 'who', label: `工号 ${me.login}`, disabled: true },
    { key: 'me', label: '我的设置', onClick: () => void navigate('/me') },
    { key: 'logOut', label: '退出登录', onClick: () => void leave() },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Button type="text" className="frame-person" aria-label={`${me.name}，个人菜单`}>
        {me.name} ▾
      </Button>
    </Dropdown>
  )
}
