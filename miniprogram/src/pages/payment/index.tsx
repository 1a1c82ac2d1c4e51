import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { Box, Heading } from '../../elements'
import { BigCall } from '../../components/BigCall/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Facts } from '../../components/Facts/index.tsx'
import { Icon } from '../../components/Icon/index.tsx'
import type { IconName } from '../../components/Icon/drawings.ts'
import { Money } from '../../components/Money/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { Failure, Refused } from '../../components/States/index.tsx'
import { moment } from '../../format/date.ts'
import { yuan } from '../../format/money.ts'
import type { Stage } from '../../hub/paymentStage.ts'
import { go } from '../../navigation.ts'
import { usePayment, type WatchedPayment } from './usePayment.ts'
import './index.scss'

export default function PaymentPage() {
  const { params } = useRouter()
  return (
    <Page title="支付结果" personal>
      <Watched id={params['id'] ?? ''} />
    </Page>
  )
}

const looks: Readonly<Record<Stage, { icon: IconName; tone: string; title: string; words: string }>> = {
  paying: { icon: 'wait', tone: 'idle', title: '正在打开付款页面', words: '请稍候，不用重复点。' },
  waiting: { icon: 'wait', tone: 'idle', title: '正在等银行确认', words: '付完款一般几秒钟就有结果，本页会自动更新。' },
  slow: {
    icon: 'wait',
    tone: 'idle',
    title: '银行还没有确认',
    words: '如果已经付款，钱不会丢，最长可能要几分钟。您可以先离开，首页会告诉您结果。请不要再付一次。',
  },
  paid: { icon: 'done', tone: 'good', title: '缴费成功', words: '' },
  cancelled: {
    icon: 'cross',
    tone: 'off',
    title: '已取消付款',
    words: '没有扣款。如果其实已经付了，到账后首页会显示。',
  },
  failed: { icon: 'warning', tone: 'bad', title: '付款没有开始', words: '没有扣款，可以再试一次。' },
  closed: {
    icon: 'cross',
    tone: 'off',
    title: '这笔付款已关闭',
    words: '超过时间没有付款，没有扣款。需要缴费请重新开始。',
  },
}

function Watched({ id }: { id: string }) {
  const payment = usePayment(id)
  const { stage, attempt, heard, told, elsewhere } = payment
  if (attempt === null && heard === null && told !== null) return <Failure told={told} onAgain={payment.ask} />
  const { icon, tone, title, words } = looks[stage]
  const amount = heard?.payment.amount ?? attempt?.amount
  const { receipt = null } = heard ?? {}
  return (
    <Box className="payment">
      <Box className="payment__card" role="status">
        <Box className={`payment__mark payment__mark--${tone}`} hidden>
          <Icon name={icon} color="#FFFFFF" />
        </Box>
        <Heading level={2} className="payment__title">
          {title}
        </Heading>
        {amount !== undefined && <Money fen={amount} size="huge" />}
        {words !== '' && <Box className="payment__words">{words}</Box>}
        {elsewhere && stage === 'waiting' && (
          <Box className="payment__words">付款地址已经复制，请在手机浏览器里粘贴打开，付完再回到这里。</Box>
        )}
      </Box>
      {stage !== 'paid' && <Refused told={told} />}
      <Box className="payment__facts">
        <Facts
          facts={[
            attempt ? ['缴纳', attempt.purpose] : null,
            attempt ? ['户号', attempt.accountNumber] : null,
            receipt ? ['收据编号', receipt.number] : null,
            receipt ? ['到账时间', moment(receipt.receivedAt)] : null,
            receipt && receipt.toBills > 0 ? ['缴水费', yuan(receipt.toBills)] : null,
            receipt && receipt.toLateFees > 0 ? ['缴违约金', yuan(receipt.toLateFees)] : null,
            receipt && receipt.toPrepayment > 0 ? ['转入预存', yuan(receipt.toPrepayment)] : null,
            stage === 'paid' ? null : ['支付编号', id],
          ]}
        />
        {receipt && <Box className="payment__words">收据已经开好，在“缴费记录”里随时可以查。</Box>}
      </Box>
      <Acts payment={payment} />
    </Box>
  )
}

function Acts({ payment }: { payment: WatchedPayment }) {
  const { stage, attempt, heard, pay, giveUp, ask } = payment
  const accountId = attempt?.accountId ?? heard?.payment.accountId
  const home = (
    <Button kind="link" onPress={go.home} id="home">
      返回首页
    </Button>
  )
  const acts: Readonly<Record<Stage, ReactNode>> = {
    paying: home,
    waiting: (
      <>
        {attempt && (
          <>
            <Button onPress={pay} id="pay-again">
              还没付款，回去付款
            </Button>
            <Button kind="link" onPress={giveUp} id="give-up">
              不付了
            </Button>
          </>
        )}
        {home}
      </>
    ),
    slow: (
      <>
        <Button kind="main" onPress={ask} id="ask">
          再查一次
        </Button>
        {attempt && (
          <>
            <Button onPress={pay} id="pay-again">
              还没付款，回去付款
            </Button>
            <Button kind="link" onPress={giveUp} id="give-up">
              不付了
            </Button>
          </>
        )}
        {home}
        <BigCall />
      </>
    ),
    paid: (
      <Button kind="main" onPress={go.home} id="home">
        完成
      </Button>
    ),
    cancelled: (
      <>
        <Button kind="main" onPress={pay} id="pay-again">
          继续付款
        </Button>
        {home}
      </>
    ),
    failed: (
      <>
        <Button kind="main" onPress={pay} id="pay-again">
          再试一次
        </Button>
        {home}
        <BigCall />
      </>
    ),
    closed: (
      <>
        <Button
          kind="main"
          onPress={() => go.instead('pay', accountId === undefined ? {} : { account: accountId })}
          id="anew"
        >
          重新缴费
        </Button>
        {home}
      </>
    ),
  }
  return <Box className="payment__acts">{acts[stage]}</Box>
}
