import { useState } from 'react'
import { Box } from '../../elements'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Facts } from '../../components/Facts/index.tsx'
import { Money } from '../../components/Money/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { Answered, Empty, Refused } from '../../components/States/index.tsx'
import { day } from '../../format/date.ts'
import type { Account } from '../../hub/contract.ts'
import { useAccounts } from '../../hub/useAccounts.ts'
import { useAct } from '../../hub/useAct.ts'
import { useQuestion } from '../../hub/useQuestion.ts'
import { useHub } from '../../hub/useHub.ts'
import { go } from '../../navigation.ts'
import { usageClassName } from './usageClassName.ts'
import './index.scss'

export default function Accounts() {
  const accounts = useAccounts()
  const bind = (
    <Button kind="main" onPress={() => go.to('bind')} id="add">
      绑定户号
    </Button>
  )
  return (
    <Page title="我的户号" personal foot={bind}>
      <Answered question={accounts}>
        {(list) =>
          list.length === 0 ? (
            <Empty
              icon="account"
              title="还没有绑定户号"
              how="绑定后可以查账单、缴费，停水时也会通知您。自己家、父母家都可以绑定。"
            />
          ) : (
            list.map((account) => <One key={account.id} account={account} />)
          )
        }
      </Answered>
    </Page>
  )
}

/** With late fees, as everywhere else: who owes no bill owes none. */
function Owed({ accountId }: { accountId: string }) {
  const { call } = useHub()
  const debt = useQuestion(`debt.${accountId}`, () =>
    call('GET /api/resident/accounts/:accountId/debt', { params: { accountId } }),
  )
  if (debt.state === 'ready') return <Money fen={debt.value.total} owed />
  return debt.state === 'error' ? '暂时查不到' : '正在查询'
}

function One({ account }: { account: Account }) {
  const { call } = useHub()
  const [asking, setAsking] = useState(false)
  const { act, busy, refused } = useAct()
  const unbind = () =>
    act(() => call('DELETE /api/resident/accounts/:accountId', { params: { accountId: account.id } }))
  return (
    <Card title={account.premises}>
      <Facts
        facts={[
          ['户号', account.number],
          ['户名', account.name],
          ['用水性质', usageClassName[account.usageClass]],
          account.usageClass.startsWith('residential') ? ['用水人口', `${account.population} 人`] : null,
          ['欠费', account.arrears > 0 ? <Owed accountId={account.id} /> : '没有欠费'],
          ['预存余额', <Money fen={account.prepayment} />],
          ['绑定时间', day(account.boundAt)],
        ]}
      />
      <Refused told={refused} />
      {asking ? (
        <Box role="group" label="确认解除绑定">
          <Box className="accounts__warning">
            解除绑定户号 {account.number}（{account.premises}）？解除后看不到它的账单，也收不到停水通知，可以再次绑定。
          </Box>
          <Button kind="danger" onPress={unbind} busy={busy} id={`unbind-${account.number}`}>
            确定解除
          </Button>
          <Button kind="link" onPress={() => setAsking(false)}>
            不解除
          </Button>
        </Box>
      ) : (
        <Button kind="link" onPress={() => setAsking(true)} id={`ask-unbind-${account.number}`}>
          解除绑定
        </Button>
      )}
    </Card>
  )
}
