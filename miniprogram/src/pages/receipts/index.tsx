import { useRouter } from '@tarojs/taro'
import { AccountPicker } from '../../components/AccountPicker/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Facts } from '../../components/Facts/index.tsx'
import { Money } from '../../components/Money/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { Answered, Empty } from '../../components/States/index.tsx'
import { moment } from '../../format/date.ts'
import { yuan } from '../../format/money.ts'
import type { Account, Receipt } from '../../hub/contract.ts'
import { useAccounts, useChosenAccount } from '../../hub/useAccounts.ts'
import { useHub } from '../../hub/useHub.ts'
import { useQuestion } from '../../hub/useQuestion.ts'
import { go } from '../../navigation.ts'
import { channelName } from './channelName.ts'

export default function Receipts() {
  const { params } = useRouter()
  const accounts = useAccounts()
  const list = accounts.state === 'ready' ? accounts.value : []
  const [account, choose] = useChosenAccount(list, params['account'])
  return (
    <Page title="缴费记录" personal>
      <Answered question={accounts} quiet>
        {() =>
          account === null ? (
            <Empty icon="progress" title="还没有绑定户号" how="绑定户号后，这里显示缴过的每一笔水费。">
              <Button kind="main" onPress={() => go.to('bind')}>
                绑定户号
              </Button>
            </Empty>
          ) : (
            <>
              <AccountPicker accounts={list} chosen={account} onChoose={choose} />
              <ReceiptsOf key={account.id} account={account} />
            </>
          )
        }
      </Answered>
    </Page>
  )
}

function ReceiptsOf({ account }: { account: Account }) {
  const { call } = useHub()
  const params = { accountId: account.id }
  const question = useQuestion(`receipts.${account.id}`, () =>
    call('GET /api/resident/accounts/:accountId/receipts', { params }),
  )
  return (
    <Answered question={question} lines={6}>
      {(receipts) =>
        receipts.length === 0 ? (
          <Empty icon="progress" title="还没有缴费记录" how="在这里、银行或营业厅缴的水费，到账后都会显示。" />
        ) : (
          receipts.map((receipt) => <One key={receipt.id} receipt={receipt} />)
        )
      }
    </Answered>
  )
}

function One({ receipt }: { receipt: Receipt }) {
  const { number, channel, amount, toBills, toLateFees, toPrepayment, receivedAt, reversedAt } = receipt
  return (
    <Card>
      <Money fen={amount} size="big" />
      <Facts
        facts={[
          reversedAt === null ? null : ['状态', `已退回，${moment(reversedAt)}`],
          ['到账时间', moment(receivedAt)],
          ['缴费渠道', channelName(channel)],
          toBills > 0 ? ['缴水费', yuan(toBills)] : null,
          toLateFees > 0 ? ['缴违约金', yuan(toLateFees)] : null,
          toPrepayment > 0 ? ['转入预存', yuan(toPrepayment)] : null,
          ['收据编号', number],
        ]}
      />
    </Card>
  )
}
