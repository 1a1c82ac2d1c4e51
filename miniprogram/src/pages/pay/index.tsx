import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Box } from '../../elements'
import { AccountPicker } from '../../components/AccountPicker/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Facts } from '../../components/Facts/index.tsx'
import { Money } from '../../components/Money/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { Answered, Empty } from '../../components/States/index.tsx'
import { yuan } from '../../format/money.ts'
import type { Account, Debt } from '../../hub/contract.ts'
import { useAccounts, useChosenAccount } from '../../hub/useAccounts.ts'
import { type PaymentChannel, usePlatformOffer } from '../../hub/usePlatformOffer.ts'
import { useHub } from '../../hub/useHub.ts'
import { useQuestion } from '../../hub/useQuestion.ts'
import { go } from '../../navigation.ts'
import { type Choice, payable, sumOf } from '../../paying/choice.ts'
import { BillChoice } from './BillChoice.tsx'
import { ChannelChoice } from './ChannelChoice.tsx'
import { PrepayChoice } from './PrepayChoice.tsx'
import './index.scss'

/** One or several bills, and money ahead. The hub settles the oldest bill first, so that is how bills are chosen. */
export default function Pay() {
  const { params } = useRouter()
  const { call } = useHub()
  const accounts = useAccounts()
  const offer = usePlatformOffer()
  const list = accounts.state === 'ready' ? accounts.value : []
  const [account, choose] = useChosenAccount(list, params['account'])
  const accountId = account?.id ?? ''
  const debt = useQuestion(account === null ? null : `debt.${accountId}`, () =>
    call('GET /api/resident/accounts/:accountId/debt', { params: { accountId } }),
  )
  return (
    <Page title="缴水费" personal>
      <Answered question={accounts} quiet>
        {() =>
          account === null ? (
            <Empty icon="pay" title="还没有绑定户号" how="绑定户号后才能缴费。">
              <Button kind="main" onPress={() => go.to('bind')}>
                绑定户号
              </Button>
            </Empty>
          ) : (
            <>
              <AccountPicker accounts={list} chosen={account} onChoose={choose} />
              <Answered question={debt}>
                {(known) => (
                  <Answered question={offer} quiet>
                    {({ paymentChannels }) => (
                      <Choices
                        key={accountId}
                        account={account}
                        debt={known}
                        until={params['until']}
                        channels={paymentChannels}
                      />
                    )}
                  </Answered>
                )}
              </Answered>
            </>
          )
        }
      </Answered>
    </Page>
  )
}

interface ChoicesProps {
  account: Account
  debt: Debt
  until: string | undefined
  channels: readonly PaymentChannel[]
}

function Choices({ account, debt, until, channels }: ChoicesProps) {
  const { payments } = useHub()
  const wanted = debt.bills.findIndex(({ billId }) => billId === until) + 1
  const [choice, setChoice] = useState<Choice>({ bills: wanted > 0 ? wanted : debt.bills.length, prepay: 0 })
  const [pressed, setPressed] = useState(false)
  const [chosenChannel, chooseChannel] = useState<string | null>(null)
  const channel = channels.find((one) => one.channel === chosenChannel) ?? channels[0]
  const bills = Math.min(choice.bills, debt.bills.length)
  const sum = sumOf(debt, { ...choice, bills })
  const whole = bills === debt.bills.length
  const payableNow = channel !== undefined && sum.total >= payable.least && sum.total <= payable.most

  function pay() {
    if (pressed || channel === undefined) return
    setPressed(true)
    const { id, number } = account
    const order = {
      accountId: id,
      accountNumber: number,
      amount: sum.total,
      channel: channel.channel,
      purpose: sum.purpose,
    }
    go.instead('payment', { id: payments.attemptFor(order).id })
  }

  return (
    <>
      {debt.bills.length > 0 ? (
        <BillChoice bills={debt.bills} chosen={bills} onChoose={(count) => setChoice({ ...choice, bills: count })} />
      ) : (
        <Card tone="good" title="没有欠费">
          <Box>预存余额 {yuan(account.prepayment)}。预存的钱会在下次出账时自动抵扣水费。</Box>
        </Card>
      )}
      {whole ? (
        <PrepayChoice
          title={debt.bills.length > 0 ? '顺便预存（可以不存）' : '预存多少'}
          optional={debt.bills.length > 0}
          onChoose={(prepay) => setChoice({ bills, prepay })}
        />
      ) : (
        <Box className="pay__note soft">先缴清所有账单，才能预存。</Box>
      )}
      <Card title="这次要付">
        <Facts
          facts={[
            sum.outstanding > 0 ? ['水费', <Money fen={sum.outstanding} />] : null,
            sum.lateFee > 0 ? ['违约金', <Money fen={sum.lateFee} />] : null,
            sum.prepay > 0 ? ['预存', <Money fen={sum.prepay} />] : null,
            channels.length === 1 && channel ? ['付款方式', channel.words] : null,
          ]}
        />
      </Card>
      <ChannelChoice channels={channels} chosen={channel} onChoose={chooseChannel} />
      <Box className="pay__foot">
        <Box className="pay__total">
          共付 <Money fen={sum.total} size="big" />
        </Box>
        <Button kind="main" onPress={pay} busy={pressed} disabled={!payableNow} id="pay">
          去付款
        </Button>
      </Box>
    </>
  )
}
