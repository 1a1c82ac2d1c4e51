import { useState } from 'react'
import { Box } from '../../elements'
import { Button } from '../../components/Button/index.tsx'
import { Refused } from '../../components/States/index.tsx'
import { useAct } from '../../hub/useAct.ts'
import { useHub } from '../../hub/useHub.ts'
import { go } from '../../navigation.ts'

/** Ends the account in this app, after a word of what that means; the account at the utility stays. */
export function ForgetMe() {
  const { call, owner, session } = useHub()
  const [asking, setAsking] = useState(false)
  const { act, busy, refused } = useAct()
  const forget = () =>
    act(async () => {
      await call('DELETE /api/resident/me')
      session.end()
      owner.leave()
      go.home()
    })
  if (!asking)
    return (
      <Button kind="link" onPress={() => setAsking(true)} id="ask-forget">
        注销账号
      </Button>
    )
  return (
    <Box role="group" label="确认注销账号">
      <Box>
        注销后，您绑定的户号、发票抬头和通知设置都会删除，不能恢复。您的供水不受影响，缴费和报修记录按规定留存。
      </Box>
      <Refused told={refused} />
      <Button kind="danger" onPress={forget} busy={busy} id="forget">
        确定注销
      </Button>
      <Button kind="link" onPress={() => setAsking(false)}>
        不注销
      </Button>
    </Box>
  )
}
