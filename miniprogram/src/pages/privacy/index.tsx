import { Button } from '../../components/Button/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { PrivacyText } from '../../components/PrivacyText/index.tsx'
import { Refused } from '../../components/States/index.tsx'
import { useAct } from '../../hub/useAct.ts'
import { useHub, useLoggedIn } from '../../hub/useHub.ts'
import { go } from '../../navigation.ts'

export default function PrivacyPage() {
  const { call, owner, privacy, session } = useHub()
  const loggedIn = useLoggedIn()
  const { act, busy, refused } = useAct()
  const withdraw = () =>
    act(async () => {
      if (loggedIn) await call('DELETE /api/resident/sessions/current')
      session.end()
      owner.leave()
      privacy.withdraw()
      go.home()
    })
  return (
    <Page title="隐私说明">
      <PrivacyText />
      <Refused told={refused} />
      {privacy.hasAgreed() && (
        <Button kind="danger" onPress={withdraw} busy={busy} id="withdraw-privacy">
          撤回同意并退出登录
        </Button>
      )}
    </Page>
  )
}
