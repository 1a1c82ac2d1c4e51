import { Tabs } from 'antd'
import { useFilters } from '../../list/useFilters.ts'
import { Page } from '../../look/Page.tsx'
import { BlockedTab } from './BlockedTab.tsx'
import { HotlineTab } from './HotlineTab.tsx'
import { VersionsTab } from './VersionsTab.tsx'
import '../../list/cells.css'
import './settings.css'

const tabs = [
  { key: 'hotline', label: '热线', Tab: HotlineTab },
  { key: 'versions', label: '修改记录', Tab: VersionsTab },
  { key: 'blocked', label: '拦截号码', Tab: BlockedTab },
]

/** What is set about the hotline. */
export function SettingsPage() {
  const { one, set } = useFilters()
  const active = tabs.find(({ key }) => key === one('tab'))?.key ?? 'hotline'
  return (
    <Page title="热线设置" needs="hotline.manage">
      <Tabs
        activeKey={active}
        onChange={(key) => set({ tab: key === 'hotline' ? undefined : key })}
        items={tabs.map(({ key, label, Tab }) => ({ key, label, children: <Tab /> }))}
      />
    </Page>
  )
}
