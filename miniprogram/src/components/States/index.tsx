import type { ReactNode } from 'react'
import { Box, Heading } from '../../elements'
import { moment } from '../../format/date.ts'
import type { Told } from '../../hub/hubError.ts'
import type { Question } from '../../hub/useQuestion.ts'
import { go } from '../../navigation.ts'
import { Banner } from '../Banner/index.tsx'
import { BigCall, hotline } from '../BigCall/index.tsx'
import { Button } from '../Button/index.tsx'
import { Icon } from '../Icon/index.tsx'
import type { IconName } from '../Icon/drawings.ts'
import './index.scss'

/** Something is on its way. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <Box className="skeleton" role="status" label="正在加载">
      {Array.from({ length: lines }, (_, index) => (
        <Box className="skeleton__line" key={index} hidden />
      ))}
    </Box>
  )
}

/** Nothing is here: `how` says how something comes. */
export function Empty({
  icon = 'drop',
  title,
  how,
  children,
}: {
  icon?: IconName
  title: string
  how: string
  children?: ReactNode
}) {
  return (
    <Box className="state">
      <Icon name={icon} color="#52606D" className="state__icon" />
      <Heading level={2} className="state__title">
        {title}
      </Heading>
      <Box className="state__words">{how}</Box>
      {children}
    </Box>
  )
}

/** What went wrong, what to do, and what to tell the hotline. */
export function Failure({ told, onAgain }: { told: Told; onAgain: () => void }) {
  if (told.kind === 'login') return <LogInFirst />
  if (told.kind === 'forbidden') return <NoPermission told={told} />
  return (
    <Box className="state" role="alert">
      <Icon name="warning" color="#B86E00" className="state__icon" />
      <Heading level={2} className="state__title">
        {told.title}
      </Heading>
      <Box className="state__words">{told.advice}</Box>
      <Reference told={told} />
      <Box className="state__acts">
        {told.kind === 'missing' ? (
          <Button kind="main" onPress={go.home}>
            返回首页
          </Button>
        ) : (
          <Button kind="main" onPress={onAgain}>
            再试一次
          </Button>
        )}
      </Box>
    </Box>
  )
}

function NoPermission({ told }: { told: Told }) {
  return (
    <Box className="state" role="alert">
      <Icon name="account" color="#52606D" className="state__icon" />
      <Heading level={2} className="state__title">
        您不能查看这里的内容
      </Heading>
      <Box className="state__words">{told.title}</Box>
      <Reference told={told} />
      <Box className="state__acts">
        <BigCall />
        <Button onPress={() => go.home()}>返回首页</Button>
      </Box>
    </Box>
  )
}

export function LogInFirst() {
  return (
    <Empty icon="account" title="请先登录" how="登录后才能查看您家的账单、停水和报修信息。">
      <Box className="state__acts">
        <Button kind="main" onPress={() => go.to('login')} id="log-in">
          去登录
        </Button>
      </Box>
    </Empty>
  )
}

function Reference({ told: { reference } }: { told: Told }) {
  if (reference === null) return null
  return (
    <Box className="state__reference">
      拨打 {hotline} 时请报编号：{reference}
    </Box>
  )
}

/** A failure beside what stays on the page, as of a button that was pressed. */
export function Refused({ told }: { told: Told | null }) {
  if (told === null) return null
  return (
    <Banner tone="danger">
      <Box>{told.title}</Box>
      <Box>{told.advice}</Box>
      {told.reference !== null && <Box className="state__reference">编号：{told.reference}</Box>}
    </Banner>
  )
}

/** The four states of a question. What is known stays while the network is away, and says from when it is. */
export function Answered<T>({
  question,
  lines,
  quiet = false,
  children,
}: {
  question: Question<T>
  lines?: number
  /** Something else on the page says that the network is away. */
  quiet?: boolean
  children: (value: T) => ReactNode
}) {
  if (question.state === 'loading') return <Skeleton {...(lines !== undefined && { lines })} />
  if (question.state === 'error') return <Failure told={question.told} onAgain={question.again} />
  return (
    <>
      {question.stale !== null && !quiet && (
        <Banner tone="warning">
          {question.stale.title}，下面是 {moment(question.at)} 的数据
          <Button kind="link" onPress={question.again}>
            重新加载
          </Button>
        </Banner>
      )}
      {children(question.value)}
    </>
  )
}
