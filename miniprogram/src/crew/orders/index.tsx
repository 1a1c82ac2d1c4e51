import { useState } from 'react'
import { Box } from '../../elements'
import { Page } from '../../components/Page/index.tsx'
import { Empty } from '../../components/States/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Banner } from '../../components/Banner/index.tsx'
import { useAct } from '../../hub/useAct.ts'
import { go } from '../../navigation.ts'
import { CrewAnswered, CrewLogInFirst, SyncStatus, Updated } from '../components/CrewStates.tsx'
import type { Desk } from '../desk.ts'
import { useCrew, useDesk, useDeskQuestion, useNow } from '../useCrew.ts'
import { listMine, listName } from '../worklist/listMine.ts'
import { type SortBy, sortOrders } from '../worklist/sortOrders.ts'
import { LogOut } from './LogOut.tsx'
import { OrderCard } from './OrderCard.tsx'
import { OtherWorks } from './OtherWorks.tsx'
import { SortChoice } from './SortChoice.tsx'
import '../components/crew.scss'
import './index.scss'

export default function CrewOrders() {
  const crew = useCrew()
  const desk = crew.desk()
  const person = crew.session.who()
  if (!desk || !person) {
    return (
      <Page title="我的工单">
        <CrewLogInFirst />
      </Page>
    )
  }
  if (person.mustChangePassword) {
    return (
      <Page title="我的工单">
        <Empty icon="account" title="请先修改密码" how="第一次登录要先把密码改成只有您知道的，然后才能接单。">
          <Button kind="main" onPress={() => go.to('crew/password')} id="to-password">
            修改密码
          </Button>
        </Empty>
      </Page>
    )
  }
  return <Orders desk={desk} key={desk.staffId} />
}

function Orders({ desk }: { desk: Desk }) {
  const { session, place, locate } = useCrew()
  const { works, call, staffId } = useDesk(desk)
  const now = useNow()
  const question = useDeskQuestion(desk, listName, () => listMine(call))
  const [by, setBy] = useState<SortBy>('deadline')
  const [denied, setDenied] = useState(false)
  const { act, busy } = useAct()
  const here = place()
  const nearestFirst = () =>
    act(async () => {
      const found = here ?? (await locate())
      setDenied(found === null)
      if (found) setBy('distance')
    })
  return (
    <Page title="我的工单">
      <SyncStatus desk={desk} />
      <SortChoice by={by} busy={busy} onDeadline={() => setBy('deadline')} onDistance={nearestFirst} />
      {denied && <Banner tone="info">没有拿到手机的位置，先按时限排。要按距离排，请在手机设置里允许使用位置。</Banner>}
      {by === 'distance' && here && (
        <Button kind="link" onPress={() => act(locate)} busy={busy} id="locate-again">
          重新定位
        </Button>
      )}
      <Updated question={question} />
      <CrewAnswered question={question} lines={8}>
        {(orders, at) =>
          orders.length === 0 ? (
            <Empty icon="repair" title="现在没有要处理的工单" how="调度员派给您或您班组的工单会出现在这里。" />
          ) : (
            <Card>
              {sortOrders(orders, by, here).map((order) => (
                <OrderCard
                  key={order.id}
                  order={order}
                  work={works.of(order.id)}
                  {...{ at, now, here, staffId }}
                  onPress={() => go.to('crew/order', { id: order.id })}
                />
              ))}
            </Card>
          )
        }
      </CrewAnswered>
      <OtherWorks works={works.all()} listed={question.state === 'ready' ? question.value : []} />
      <Box className="orders__who">{session.who()?.name}</Box>
      <LogOut desk={desk} />
    </Page>
  )
}
