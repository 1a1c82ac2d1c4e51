import { useRouter } from '@tarojs/taro'
import { Box, Words } from '../../elements'
import { Banner } from '../../components/Banner/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Facts } from '../../components/Facts/index.tsx'
import { Money } from '../../components/Money/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { Answered } from '../../components/States/index.tsx'
import { TierBar } from '../../components/TierBar/index.tsx'
import { day, daysBetween, monthName } from '../../format/date.ts'
import { unitPriceText, yuan } from '../../format/money.ts'
import { tonnes } from '../../format/water.ts'
import type { Account, Bill, BillDetail, Debt, PriceLine, Tariff } from '../../hub/contract.ts'
import { useHub } from '../../hub/useHub.ts'
import { useQuestion } from '../../hub/useQuestion.ts'
import { go } from '../../navigation.ts'
import { placeAfter, tiersFor, usedUntil } from '../../tiers/tierPlace.ts'
import { billWords } from '../bills/billWords.ts'
import './index.scss'

interface Known {
  bill: BillDetail
  bills: Bill[]
  debt: Debt
  tariffs: Tariff[]
  accounts: Account[]
}

export default function BillPage() {
  const { params } = useRouter()
  const { call } = useHub()
  const [accountId, billId] = [params['account'] ?? '', params['id'] ?? '']
  const ofAccount = { params: { accountId } }
  const question = useQuestion<Known>(`bill.${billId}`, async () => {
    const [bill, bills, debt, tariffs, accounts] = await Promise.all([
      call('GET /api/resident/accounts/:accountId/bills/:billId', { params: { accountId, billId } }),
      call('GET /api/resident/accounts/:accountId/bills', ofAccount),
      call('GET /api/resident/accounts/:accountId/debt', ofAccount),
      call('GET /api/tariffs'),
      call('GET /api/resident/accounts'),
    ])
    return { bill, bills, debt, tariffs, accounts }
  })
  const owed = question.state === 'ready' && question.value.bill.state === 'open'
  return (
    <Page
      title="账单详情"
      personal
      foot={
        owed && (
          <Button kind="main" onPress={() => go.to('pay', { account: accountId, until: billId })} id="pay">
            去缴费
          </Button>
        )
      }
    >
      <Answered question={question} lines={8}>
        {(known) => <Details {...known} />}
      </Answered>
    </Page>
  )
}

function Details({ bill, bills, debt, tariffs, accounts }: Known) {
  const { now } = useHub()
  const account = accounts.find(({ id }) => id === bill.accountId)
  const fee = debt.bills.find(({ billId }) => billId === bill.id)?.lateFee ?? 0
  const words = billWords(bill, daysBetween(day(now()), bill.dueOn))
  const tariff = tariffs.find(({ usageClass }) => usageClass === account?.usageClass)
  const tiers = tariff ? tiersFor(tariff, account?.population ?? 0) : []
  const place =
    tiers.length > 0 && placeAfter(tiers, bill.priceLines, usedUntil(bills, bill.toDate, tariff?.cycle.startMonth ?? 1))
  return (
    <>
      <Card title={words.title ?? `${monthName(bill.toDate)}水费`}>
        <Box className="bill__amount">
          <Money fen={bill.amount} size="huge" />
        </Box>
        <Box className={`bills__state bills__state--${words.tone}`}>{words.state}</Box>
        <Facts
          facts={[
            ['户号', account ? account.number : ''],
            ['用水地址', account ? account.premises : ''],
            [
              '用水时间',
              <>
                <Words className="whole">{bill.fromDate} 至</Words> <Words className="whole">{bill.toDate}</Words>
              </>,
            ],
            ['用水量', tonnes(bill.volume)],
            bill.paid > 0 ? ['已缴', yuan(bill.paid)] : null,
            bill.state === 'open' ? ['最后缴费日', bill.dueOn] : null,
            fee > 0 ? ['违约金', yuan(fee)] : null,
          ]}
        />
        {fee > 0 && (
          <Banner tone="warning">
            违约金：过了最后缴费日仍没有缴，按没缴的水费每天加收一点，缴清后不再增加。今天缴清共{' '}
            {yuan(bill.amount - bill.paid + fee)}。
          </Banner>
        )}
      </Card>
      {place && (
        <Card title="出账时的阶梯">
          <TierBar place={place} />
        </Card>
      )}
      <Card title="钱是怎么算的">
        {bill.priceLines.map((line, index) => (
          <Line key={index} line={line} />
        ))}
        <Facts facts={[['合计', <Money fen={bill.amount} size="big" />]]} />
      </Card>
    </>
  )
}

const componentNames = { supply: '基本水费', sewage: '污水处理费', resourceTax: '水资源税' } as const
const tierNames = ['一', '二', '三', '四', '五', '六']

function Line({ line }: { line: PriceLine }) {
  const tier = line.tier === null ? '' : `（第${tierNames[line.tier - 1]}档）`
  return (
    <Box className="bill__line">
      <Box className="bill__line-name">
        {componentNames[line.component]}
        {tier}
      </Box>
      <Box className="bill__line-sum">
        <Box className="soft">
          {tonnes(line.litres)} × {unitPriceText(line.unitPrice)} 元
        </Box>
        <Money fen={line.amount} />
      </Box>
    </Box>
  )
}
