import { useDidShow } from '@tarojs/taro'
import { useState } from 'react'
import { Box, Heading, Tap, Words } from '../../elements'
import { Banner } from '../../components/Banner/index.tsx'
import { BigCall } from '../../components/BigCall/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Icon } from '../../components/Icon/index.tsx'
import type { IconName } from '../../components/Icon/drawings.ts'
import { Page } from '../../components/Page/index.tsx'
import { yuan } from '../../format/money.ts'
import type { Attempt } from '../../hub/paymentStage.ts'
import { useAccounts } from '../../hub/useAccounts.ts'
import { useElderly, useHub, useLoggedIn } from '../../hub/useHub.ts'
import { useQuestion } from '../../hub/useQuestion.ts'
import { go } from '../../navigation.ts'
import type { PageName } from '../../pageNames.ts'
import { DebtCard } from './DebtCard.tsx'
import { WaterCard } from './WaterCard.tsx'
import './index.scss'

const services: readonly { page: PageName; icon: IconName; words: string }[] = [
  { page: 'pay', icon: 'pay', words: '缴水费' },
  { page: 'bills', icon: 'bill', words: '水费账单' },
  { page: 'outages', icon: 'outage', words: '停水信息' },
  { page: 'report', icon: 'repair', words: '我要报修' },
  { page: 'workorders', icon: 'progress', words: '报修进度' },
  { page: 'invoices', icon: 'invoice', words: '电子发票' },
  { page: 'help', icon: 'help', words: '办事帮助' },
  { page: 'accounts', icon: 'account', words: '我的户号' },
]

/** Is there water at my places, what do I owe, how do I reach you; then everything else. */
export default function Home() {
  const loggedIn = useLoggedIn()
  // Large text leaves no room for it among the rest: it stays at the bottom of the screen.
  const elderly = useElderly()
  const accounts = useAccounts()
  const { call } = useHub()
  const unread = useQuestion(loggedIn ? 'unread' : null, () => call('GET /api/resident/notices/unread'))
  return (
    <Page title="供水服务" first foot={elderly && <BigCall />}>
      <PendingPayment />
      {loggedIn ? (
        <>
          <WaterCard accounts={accounts} />
          <DebtCard accounts={accounts} />
        </>
      ) : (
        <Box className="home__welcome">
          <Heading level={2} className="home__question">
            查水费、看停水、报维修
          </Heading>
          <Box className="home__words">登录并绑定户号，家里有没有水、欠不欠费，打开就知道。</Box>
          <Button kind="main" onPress={() => go.to('login')} id="log-in">
            登录
          </Button>
        </Box>
      )}
      {!elderly && <BigCall />}
      <Box className="home__services">
        {services.map(({ page, icon, words }) => (
          <Tap className="home__service" key={page} onPress={() => go.to(page)} id={`to-${page}`}>
            <Icon name={icon} className="home__picture" />
            <Words>{words}</Words>
          </Tap>
        ))}
      </Box>
      <Box className="home__more">
        <Tap className="home__more-link" onPress={() => go.to('notices')} id="to-notices">
          <Icon name="notice" />
          <Words className="home__more-words">
            通知{unread.state === 'ready' && unread.value.unread > 0 ? `（${unread.value.unread} 条未读）` : ''}
          </Words>
        </Tap>
        <Tap className="home__more-link" onPress={() => go.to('settings')} id="to-settings">
          <Icon name="settings" />
          <Words className="home__more-words">设置、大字版</Words>
        </Tap>
      </Box>
    </Page>
  )
}

/** A payment whose end was not seen: the app was left, or the network. */
function PendingPayment() {
  const { payments } = useHub()
  const [pending, setPending] = useState<Attempt | null>(null)
  useDidShow(() => {
    const waiting = payments.undecided()
    const look = () => setPending(payments.undecided().find(({ givenUp, shown }) => shown && !givenUp) ?? null)
    look()
    void Promise.all(waiting.map(({ id }) => payments.ask(id).catch(() => null))).then(look)
  })
  if (pending === null) return null
  return (
    <Banner tone="warning">
      <Box>有一笔 {yuan(pending.amount)} 的缴费还没有结果。</Box>
      <Button kind="link" onPress={() => go.to('payment', { id: pending.id })} id="pending-payment">
        查看结果
      </Button>
    </Banner>
  )
}
