import { Box } from '../../elements'
import { BigCall } from '../../components/BigCall/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Choice, Choices } from '../../components/Choice/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { Refused } from '../../components/States/index.tsx'
import { useAct } from '../../hub/useAct.ts'
import { useElderly, useHub, useLoggedIn } from '../../hub/useHub.ts'
import { go } from '../../navigation.ts'
import { ForgetMe } from './ForgetMe.tsx'
import './index.scss'

export default function Settings() {
  const { call, owner, preferences, session } = useHub()
  const elderly = useElderly()
  const loggedIn = useLoggedIn()
  const { act, busy, refused } = useAct()
  const logOut = () =>
    act(async () => {
      await call('DELETE /api/resident/sessions/current')
      session.end()
      owner.leave()
      go.home()
    })
  return (
    <Page title="设置">
      <Card title="字的大小">
        <Choices label="字的大小">
          <Choice here={!elderly} onPress={() => preferences.chooseElderly(false)} id="usual-text">
            标准字
          </Choice>
          <Choice here={elderly} onPress={() => preferences.chooseElderly(true)} id="large-text">
            大字版
          </Choice>
        </Choices>
        <Box className="soft">大字版的字和按钮都更大，一屏内容更少。</Box>
      </Card>
      <Card title="您的信息">
        <Box>我们只保存您绑定的户号、缴费和报修记录。在“我的户号”里可以随时解除绑定。</Box>
        <Button kind="link" onPress={() => go.to('accounts')}>
          我的户号
        </Button>
        <Button kind="link" onPress={() => go.to('privacy')} id="to-privacy">
          隐私说明
        </Button>
        {loggedIn && <ForgetMe />}
      </Card>
      <Refused told={refused} />
      {loggedIn ? (
        <Button kind="danger" onPress={logOut} busy={busy} id="log-out">
          退出登录
        </Button>
      ) : (
        <Button kind="main" onPress={() => go.to('login')} id="log-in">
          登录
        </Button>
      )}
      <Box className="settings__call">
        <BigCall />
      </Box>
      <Button kind="link" onPress={() => go.to('crew/orders')} id="to-crew">
        员工入口
      </Button>
    </Page>
  )
}
