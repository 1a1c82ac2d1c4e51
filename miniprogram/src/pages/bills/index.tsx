import { useRouter } from '@tarojs/taro'
import { Box } from '../../elements'
import { AccountPicker } from '../../components/AccountPicker/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Money } from '../../components/Money/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { RowLink } from '../../components/RowLink/index.tsx'
import { Answered, Empty } from '../../components/States/index.tsx'
import { TierBar } from '../../components/TierBar/index.tsx'
import { daysBetween, day, monthName } from '../../format/date.ts'
import { tonnes } from '../../format/water.ts'
import type { Account, Bill, Tariff } from '../../hub/contract.ts'
import { useAccounts, useChosenAccount } from '../../hub/useAccounts.ts'
import { useHub } from '../../hub/useHub.ts'
import { useQuestion } from '../../hub/useQuestion.ts'
import { go } from '../../navigation.ts'
import { placeOf, tiersFor, usedUntil } from '../../tiers/tierPlace.ts'
import { billWords } from './billWords.ts'
import { YearChart } from './YearChart.tsx'
import './index.scss'

export default function Bills() {
  const { params } = useRouter()
  const accounts = useAccounts()
  const list = accounts.state === 'ready' ? accounts.value : []
  const [account, choose] = useChosenAccount(list, params['account'])
  const foot = account && (
    <Button kind="main" onPress={() => go.to('pay', { account: account.id })} id="pay">
      {account.arrears > 0 ? '去缴费' : '预存水费'}
    </Button>
  )
  return (
    <Page title="水费账单" personal foot={foot}>
      <Answered question={accounts} quiet>
        {() =>
          account === null ? (
            <NoAccount />
          ) : (
            <>
              <AccountPicker accounts={list} chosen={account} onChoose={choose} />
              <BillsOf key={account.id} account={account} />
              <Button onPress={() => go.to('receipts', { account: account.id })} id="receipts">
                看缴费记录
              </Button>
            </>
          )
        }
      </Answered>
    </Page>
  )
}

function NoAccount() {
  return (
    <Empty icon="bill" title="还没有绑定户号" how="绑定户号后，这里显示最近两年的水费账单。">
      <Button kind="main" onPress={() => go.to('bind')}>
        绑定户号
      </Button>
    </Empty>
  )
}

function BillsOf({ account }: { account: Account }) {
  const { call, now } = useHub()
  const params = { accountId: account.id }
  const question = useQuestion(`bills.${account.id}`, async () => ({
    bills: await call('GET /api/resident/accounts/:accountId/bills', { params }),
    tariffs: await call('GET /api/tariffs'),
  }))
  return (
    <Answered question={question} lines={6}>
      {({ bills, tariffs }) =>
        bills.length === 0 ? (
          <Empty icon="bill" title="还没有账单" how="每次抄表后出一张账单，一般每两个月一次。出账后会显示在这里。" />
        ) : (
          <>
            <ThisYear bills={bills} account={account} tariffs={tariffs} today={day(now())} />
            <Card title="用水变化">
              <YearChart bills={bills} />
            </Card>
            {yearsOf(bills).map(([year, ofYear]) => (
              <Card key={year} title={`${year} 年`}>
                {ofYear.map((bill) => (
                  <BillRow key={bill.id} bill={bill} today={day(now())} />
                ))}
              </Card>
            ))}
          </>
        )
      }
    </Answered>
  )
}

function ThisYear(props: { bills: readonly Bill[]; account: Account; tariffs: readonly Tariff[]; today: string }) {
  const { bills, account, tariffs, today } = props
  const tariff = tariffs.find(({ usageClass }) => usageClass === account.usageClass)
  const tiers = tariff ? tiersFor(tariff, account.population) : []
  if (!tariff || tiers.length === 0) return null
  return (
    <Card title="今年的阶梯水价">
      <TierBar place={placeOf(tiers, usedUntil(bills, today, tariff.cycle.startMonth))} />
    </Card>
  )
}

function BillRow({ bill, today }: { bill: Bill; today: string }) {
  const { title, state, tone } = billWords(bill, daysBetween(today, bill.dueOn))
  return (
    <RowLink onPress={() => go.to('bill', { account: bill.accountId, id: bill.id })}>
      <Box className="bills__line">
        <Box className="bills__month">{title ?? monthName(bill.toDate)}</Box>
        <Money fen={bill.amount} />
      </Box>
      <Box className="bills__line">
        <Box className="soft">{tonnes(bill.volume)}</Box>
        <Box className={`bills__state bills__state--${tone}`}>{state}</Box>
      </Box>
    </RowLink>
  )
}

function yearsOf(bills: readonly Bill[]): [string, Bill[]][] {
  const years = new Map<string, Bill[]>()
  for (const bill of bills) {
    const year = bill.toDate.slice(0, 4)
    years.set(year, [...(years.get(year) ?? []), bill])
  }
  return Array.from(years)
}
