import { useState } from 'react'
import { Box } from '../../elements'
import { Banner } from '../../components/Banner/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Field } from '../../components/Field/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { Answered, Empty, Refused } from '../../components/States/index.tsx'
import type { Tokens } from '../../hub/contract.ts'
import { useAct } from '../../hub/useAct.ts'
import { useHub } from '../../hub/useHub.ts'
import { usePlatformOffer } from '../../hub/usePlatformOffer.ts'
import { go } from '../../navigation.ts'
import { platform } from '../../platform'

const platformWords = { wechat: '微信', alipay: '支付宝', h5: '' } as const

export default function LogIn() {
  const offer = usePlatformOffer()
  return (
    <Page title="登录">
      <Answered question={offer} quiet>
        {({ logIn }) => {
          if (logIn === 'platform') return <ByPlatform />
          return logIn === 'development' ? <ByName /> : <Nowhere />
        }}
      </Answered>
      <Button kind="link" onPress={() => go.to('privacy')} id="to-privacy">
        隐私说明
      </Button>
    </Page>
  )
}

/** Whoever has agreed, logs in. */
function useEntering() {
  const { session, privacy } = useHub()
  const { act, busy, refused } = useAct()
  const [declined, setDeclined] = useState(false)
  const enter = (logIn: () => Promise<Tokens>) =>
    act(async () => {
      const agreed = await privacy.agreed()
      setDeclined(!agreed)
      if (!agreed) return
      session.begin(await logIn())
      go.back()
    })
  return { enter, busy, refused, declined }
}

function Declined() {
  return <Banner tone="info">不同意就不能登录。停水信息和办事帮助不登录也能看。</Banner>
}

function ByPlatform() {
  const { logIn } = useHub()
  const { enter, busy, refused, declined } = useEntering()
  return (
    <>
      <Card title="登录后可以查水费、缴水费、报维修">
        <Box>不用注册，也不用设密码。</Box>
      </Card>
      <Refused told={refused} />
      {declined && <Declined />}
      <Button kind="main" onPress={() => enter(logIn.byPlatform)} busy={busy} id="log-in">
        用{platformWords[platform.name]}登录
      </Button>
    </>
  )
}

/** The hub's demonstration lets anybody in by a made-up name. */
function ByName() {
  const { logIn } = useHub()
  const [name, setName] = useState('')
  const { enter, busy, refused, declined } = useEntering()
  const given = name.trim().toLowerCase()
  const whole = /^[a-z0-9-]{1,32}$/.test(given)
  const fault = given === '' || whole ? null : '只能用字母、数字和连字符，例如 wang-01'
  const send = () => enter(() => logIn.byName(given))
  return (
    <>
      <Refused told={refused} />
      {declined && <Declined />}
      <Card title="演示登录">
        <Field
          id="name"
          label="给自己起个名字"
          value={name}
          onText={setName}
          most={32}
          placeholder="例如 wang-01"
          help="下次用同一个名字登录，绑定的户号还在。"
          fault={fault}
          onEnter={() => whole && send()}
        />
      </Card>
      <Button kind="main" onPress={send} busy={busy} disabled={!whole} id="log-in">
        登录
      </Button>
    </>
  )
}

function Nowhere() {
  return platform.name === 'h5' ? (
    <Empty icon="account" title="请在微信或支付宝里登录" how="在微信或支付宝里搜索本公司的小程序，打开后就能登录。" />
  ) : (
    <Empty
      icon="account"
      title={`还不能用${platformWords[platform.name]}登录`}
      how="登录服务还没有开通。用水问题请拨打 966566。"
    />
  )
}
