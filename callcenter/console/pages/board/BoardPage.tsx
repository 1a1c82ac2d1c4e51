import { useEffect } from 'react'
import { duration, timeOf } from '../../format/moment.ts'
import { useAnswer, useForget, useLive, useLiveState } from '../../hub/useAnswer.ts'
import { Answered } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'
import { useNow } from '../../look/useNow.ts'
import { BoardCalls } from './BoardCalls.tsx'
import { BoardSeats } from './BoardSeats.tsx'

const key = 'GET /api/staff/call-board'
const everyMs = 10_000
/** Without a word for so long, what is shown may be wrong. */
const staleMs = 35_000

export const BoardPage = () => (
  <Page title="实时看板" needs="call.supervise">
    <Board />
  </Page>
)

function Board() {
  const board = useAnswer(key, {}, { everyMs })
  const forget = useForget()
  const { connected } = useLiveState()
  const now = useNow()
  const again = () => forget(key)
  useLive('seat.changed', again)
  useLive('call.changed', again)
  useLive('queue.changed', again)
  useEffect(() => again(), [connected])
  return (
    <Answered of={board} lines={10}>
      {(data) => {
        const stale = now - data.at > staleMs || (board.error !== null && !connected)
        const free = data.seats.filter(({ state, registered }) => state === 'free' && registered).length
        const talking = data.seats.filter(({ state }) => state === 'talking').length
        const wait = data.longestWaitingSince === null ? null : now - data.longestWaitingSince
        return (
          <div className={stale ? 'board board-stale' : 'board'} data-stale={stale}>
            <p className={stale ? 'line line-danger' : 'soft'} role="status">
              {stale ? (
                <>
                  <b>已与服务器失去联系</b>，下面是 {timeOf(data.at)} 的情况
                </>
              ) : (
                <>最近更新 {timeOf(data.at)}</>
              )}
              {data.exchange === 'down' && !stale && <b className="owed">　电话交换机不可用</b>}
            </p>
            <dl className="figures-row">
              <Figure name="排队" value={data.waiting} alarm={data.waiting > 0 && free === 0} />
              <Figure name="最长等待" value={wait === null ? '—' : duration(wait)} alarm={(wait ?? 0) > 60_000} />
              <Figure name="空闲座席" value={free} alarm={free === 0} />
              <Figure name="通话中" value={talking} />
              <Figure name="签入座席" value={data.seats.filter(({ state }) => state !== 'offline').length} />
              <Figure name="在线来电" value={data.calls.length} />
            </dl>
            <BoardSeats seats={data.seats} now={now} />
            <BoardCalls calls={data.calls} now={now} onChange={again} />
          </div>
        )
      }}
    </Answered>
  )
}

const Figure = ({ name, value, alarm = false }: { name: string; value: number | string; alarm?: boolean }) => (
  <div className={alarm ? 'figure figure-alarm' : 'figure'}>
    <dt>{name}</dt>
    <dd className="figures">{value}</dd>
  </div>
)
