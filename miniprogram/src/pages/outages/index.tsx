import { Box, Heading } from '../../elements'
import { Card } from '../../components/Card/index.tsx'
import { Facts } from '../../components/Facts/index.tsx'
import { Icon } from '../../components/Icon/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { BigCall } from '../../components/BigCall/index.tsx'
import { Answered, Empty } from '../../components/States/index.tsx'
import type { CityOutage, PlaceOutage } from '../../hub/contract.ts'
import { useHub, useLoggedIn } from '../../hub/useHub.ts'
import { useQuestion } from '../../hub/useQuestion.ts'
import { outageWords } from '../../outages/outageWords.ts'
import './index.scss'

/** At my places first, then everything in the city. */
export default function Outages() {
  const { call } = useHub()
  const loggedIn = useLoggedIn()
  const city = useQuestion('city-outages', () => call('GET /api/outages'))
  const mine = useQuestion(loggedIn ? 'outages' : null, () => call('GET /api/resident/outages'))
  return (
    <Page title="停水信息">
      {loggedIn && (
        <>
          <Heading level={2} className="outages__part">
            我绑定的户号
          </Heading>
          <Answered question={mine}>
            {(outages) =>
              outages.length === 0 ? (
                <Card tone="good">没有停水。有计划停水会提前通知您。</Card>
              ) : (
                outages.map((outage) => <One key={outage.id} outage={outage} accounts={outage.accounts} />)
              )
            }
          </Answered>
        </>
      )}
      <Heading level={2} className="outages__part">
        全市
      </Heading>
      <Answered question={city}>
        {(outages) =>
          outages.length === 0 ? (
            <Empty icon="drop" title="全市没有停水" how="计划停水一般提前 24 小时公布，抢修停水会马上公布。" />
          ) : (
            outages.map((outage) => <One key={outage.id} outage={outage} />)
          )
        }
      </Answered>
      <Card title="只有自己家没水？">
        <Box>先看看表前阀门是不是关着，邻居家有没有水。都正常请报修或打电话。</Box>
      </Card>
      <BigCall />
    </Page>
  )
}

function One({ outage, accounts = [] }: { outage: CityOutage; accounts?: PlaceOutage['accounts'] }) {
  const { now } = useHub()
  const { title, until } = outageWords(outage, now())
  const over = outage.phase === 'over' || outage.state === 'cancelled'
  const tone = over ? 'good' : outage.phase === 'now' ? 'danger' : 'warning'
  const color = { good: '#1E7F4F', danger: '#C0362C', warning: '#B86E00' }[tone]
  return (
    <Card tone={tone}>
      <Box className="outages__head">
        <Icon name={over ? 'drop' : 'noWater'} color={color} />
        <Heading level={3} className={`outages__title outages__title--${tone}`}>
          {title}
        </Heading>
      </Box>
      <Box className="by-parts">{until}</Box>
      <Facts
        facts={[
          ['范围', outage.place],
          ['原因', outage.reason],
          outage.alternativeSupply === null || over ? null : ['临时取水', outage.alternativeSupply],
          accounts.length > 0 ? ['涉及您的', accounts.map(({ premises }) => premises).join('；')] : null,
        ]}
      />
    </Card>
  )
}
