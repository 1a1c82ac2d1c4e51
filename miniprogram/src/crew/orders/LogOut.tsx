import { useState } from 'react'
import { Box } from '../../elements'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { useAct } from '../../hub/useAct.ts'
import { go } from '../../navigation.ts'
import type { Desk } from '../desk.ts'
import { useCrew } from '../useCrew.ts'

/** Leaves, after a question where something would be lost by it. */
export function LogOut({ desk }: { desk: Desk }) {
  const { logOut } = useCrew()
  const [asking, setAsking] = useState(false)
  const { act, busy } = useAct()
  const leave = () =>
    act(async () => {
      await logOut()
      go.instead('crew/login')
    })
  const left = desk.unsent()
  if (!asking || left === 0) {
    return (
      <Button kind="link" onPress={() => (left > 0 ? setAsking(true) : leave())} busy={busy} id="crew-log-out">
        退出登录
      </Button>
    )
  }
  return (
    <Card title="退出会删掉没有同步的内容" tone="danger">
      <Box className="orders__ask">还有 {left} 项内容只在这部手机里，退出登录就没有了。最好先联网同步，再退出。</Box>
      <Button kind="danger" onPress={leave} busy={busy} id="lose-and-log-out">
        删掉并退出
      </Button>
      <Button kind="link" onPress={() => setAsking(false)} id="stay">
        先不退出
      </Button>
    </Card>
  )
}
