import { Box, Heading, Tap } from '../../elements'
import { Icon } from '../../components/Icon/index.tsx'
import { Skeleton } from '../../components/States/index.tsx'
import type { Account } from '../../hub/contract.ts'
import { type Question, useQuestion } from '../../hub/useQuestion.ts'
import { useHub } from '../../hub/useHub.ts'
import { moment } from '../../format/date.ts'
import { go } from '../../navigation.ts'
import { outageWords } from '../../outages/outageWords.ts'

/** Whether there is water at the places that are bound. */
export function WaterCard({ accounts }: { accounts: Question<Account[]> }) {
  const { call, now } = useHub()
  const outages = useQuestion('outages', () => call('GET /api/resident/outages'))
  if (outages.state === 'loading') return <Skeleton lines={2} />
  if (outages.state === 'error') {
    return (
      <Tap className="home__card home__card--unknown" onPress={outages.again}>
        <Icon name="warning" color="#B86E00" className="home__card-icon" />
        <Box className="home__card-words">
          <Heading level={2} className="home__question">
            停水信息没有查到
          </Heading>
          <Box>{outages.told.title}，点这里再试一次</Box>
        </Box>
      </Tap>
    )
  }
  if (accounts.state === 'ready' && accounts.value.length === 0) return null
  const pressing = outages.value.filter(({ phase }) => phase !== 'over')
  const worst = pressing.find(({ phase }) => phase === 'now') ?? pressing[0]
  if (!worst) {
    return (
      <Tap className="home__card home__card--good" onPress={() => go.to('outages')} id="water">
        <Icon name="drop" color="#1E7F4F" className="home__card-icon" />
        <Box className="home__card-words">
          <Heading level={2} className="home__question">
            您家没有停水通知
          </Heading>
          <Box className="home__card-more">
            {outages.stale ? `${moment(outages.at)} 的信息，网络不通` : '没有水？先看看是不是只有自己家，再打电话'}
          </Box>
        </Box>
      </Tap>
    )
  }
  const { title, until } = outageWords(worst, now())
  return (
    <Tap
      className={`home__card home__card--${worst.phase === 'now' ? 'danger' : 'warning'}`}
      onPress={() => go.to('outages')}
      id="water"
    >
      <Icon name="noWater" color={worst.phase === 'now' ? '#C0362C' : '#B86E00'} className="home__card-icon" />
      <Box className="home__card-words">
        <Heading level={2} className="home__question">
          {title}
        </Heading>
        <Box className="by-parts">{until}</Box>
        <Box className="home__card-more">
          涉及您的 {worst.accounts.length} 个户号{pressing.length > 1 ? `，另有 ${pressing.length - 1} 条` : ''}
        </Box>
      </Box>
    </Tap>
  )
}
