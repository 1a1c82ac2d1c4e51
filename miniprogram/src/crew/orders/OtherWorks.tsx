import type { ReactNode } from 'react'
import { Box } from '../../elements'
import { Card } from '../../components/Card/index.tsx'
import { RowLink } from '../../components/RowLink/index.tsx'
import { moment } from '../../format/date.ts'
import { go } from '../../navigation.ts'
import { kindNames } from '../../reporting/words.ts'
import { Chip } from '../components/Chip.tsx'
import type { ListedOrder } from '../contract.ts'
import { unsentOf, type Work } from '../outbox/work.ts'
import { markOf } from '../worklist/standing.ts'

/** What was done here with work orders that are not on the list any more: finished, or given to somebody else. */
export function OtherWorks({ works, listed }: { works: readonly Work[]; listed: readonly ListedOrder[] }) {
  const others = works.filter(({ orderId }) => !listed.some(({ id }) => id === orderId))
  const left = others.filter((work) => unsentOf(work) > 0)
  const done = others.flatMap((work) =>
    unsentOf(work) === 0 && work.finish?.sending.state === 'done' ? [{ work, at: work.finish.sending.at }] : [],
  )
  return (
    <>
      {left.length > 0 && (
        <Card title="手机里没有同步的内容" tone="warning">
          {left.map((work) => {
            const mark = markFor(work)
            return (
              <Row key={work.orderId} work={work}>
                <Chip tone={mark.tone}>{mark.words}</Chip>
              </Row>
            )
          })}
        </Card>
      )}
      {done.length > 0 && (
        <Card title="今天完成的">
          {done.map(({ work, at }) => (
            <Row key={work.orderId} work={work} under={`${moment(at)} 已同步`}>
              <Chip tone="good">已完工</Chip>
            </Row>
          ))}
        </Card>
      )}
    </>
  )
}

function Row({ work, under, children }: { work: Work; under?: string; children: ReactNode }) {
  return (
    <RowLink onPress={() => go.to('crew/order', { id: work.orderId })}>
      <Box className="strong">
        {kindNames[work.kind]}
        {children}
      </Box>
      <Box>{work.place}</Box>
      {under !== undefined && <Box className="soft">{under}</Box>}
    </RowLink>
  )
}

function markFor({ accept, finish }: Work) {
  const errands = [accept, finish].filter((errand) => errand !== null && errand.sending.state !== 'done')
  const [first] = errands.filter((errand) => errand?.sending.state === 'refused').concat(errands)
  return first ? markOf(first) : { words: '没写完', tone: 'warning' as const }
}
