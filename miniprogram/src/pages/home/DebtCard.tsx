import { Box, Heading } from '../../elements'
import { Button } from '../../components/Button/index.tsx'
import { Money } from '../../components/Money/index.tsx'
import { RowLink } from '../../components/RowLink/index.tsx'
import { Failure, Skeleton } from '../../components/States/index.tsx'
import type { Account, Debt } from '../../hub/contract.ts'
import { type Question, useQuestion } from '../../hub/useQuestion.ts'
import { useElderly, useHub } from '../../hub/useHub.ts'
import { moment } from '../../format/date.ts'
import { yuan } from '../../format/money.ts'
import { go } from '../../navigation.ts'

/** What is owed at the places that are bound, late fees included. */
export function DebtCard({ accounts }: { accounts: Question<Account[]> }) {
  const { call } = useHub()
  const elderly = useElderly()
  const ids = accounts.state === 'ready' ? accounts.value.map(({ id }) => id) : null
  const debts = useQuestion<Debt[]>(ids === null || ids.length === 0 ? null : `debts.${ids.join('.')}`, () =>
    Promise.all(
      (ids ?? []).map((accountId) => call('GET /api/resident/accounts/:accountId/debt', { params: { accountId } })),
    ),
  )
  if (accounts.state === 'error') return <Failure told={accounts.told} onAgain={accounts.again} />
  if (accounts.state === 'loading') return <Skeleton lines={3} />
  if (accounts.value.length === 0) return <NoAccount />
  if (debts.state === 'error') return <Failure told={debts.told} onAgain={debts.again} />
  if (debts.state === 'loading') return <Skeleton lines={3} />

  const rows = accounts.value.map((account, index) => ({ account, owed: debts.value[index]?.total ?? 0 }))
  const owed = rows.reduce((sum, row) => sum + row.owed, 0)
  const [first] = rows
  const owing = rows.filter((row) => row.owed > 0)
  return (
    <Box className="home__debt">
      <Heading level={2} className="home__question">
        {owed > 0 ? '您有水费没有缴' : '水费已缴清'}
      </Heading>
      {debts.stale !== null && <Box className="home__card-more">{moment(debts.at)} 的数据，网络不通</Box>}
      {first && (rows.length === 1 || elderly) ? (
        <>
          <Box className="home__amount">
            {owed > 0 ? <Money fen={owed} size="huge" owed /> : <Money fen={0} size="huge" />}
          </Box>
          <Box className="home__card-more">
            {rows.length === 1 ? first.account.premises : `共 ${rows.length} 户，${owing.length} 户欠费`}
            {rows.length === 1 && first.account.prepayment > 0 ? `，预存余额 ${yuan(first.account.prepayment)}` : ''}
          </Box>
        </>
      ) : (
        rows.map(({ account, owed: here }) => (
          <RowLink
            key={account.id}
            onPress={() => go.to('bills', { account: account.id })}
            end={here > 0 ? <Money fen={here} owed /> : '已缴清'}
          >
            {account.premises}
          </RowLink>
        ))
      )}
      {owed > 0 && (
        <Button
          kind="main"
          onPress={() => go.to('pay', { account: (owing[0] ?? first)?.account.id ?? '' })}
          id="pay-now"
        >
          去缴费
        </Button>
      )}
    </Box>
  )
}

function NoAccount() {
  return (
    <Box className="home__welcome">
      <Heading level={2} className="home__question">
        还没有绑定户号
      </Heading>
      <Box className="home__words">绑定自己家的户号，这里就会显示有没有停水、欠多少水费。</Box>
      <Button kind="main" onPress={() => go.to('bind')} id="bind-first">
        绑定户号
      </Button>
    </Box>
  )
}
