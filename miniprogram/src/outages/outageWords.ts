import { day, momentFrom, timeOf } from '../format/date.ts'
import type { CityOutage } from '../hub/contract.ts'

type Shown = Pick<CityOutage, 'kind' | 'state' | 'phase' | 'plannedFrom' | 'plannedTo' | 'actualFrom' | 'actualTo'>

/** An outage in a sentence and when it ends, as of `now`. */
export function outageWords(outage: Shown, now: number): { title: string; until: string } {
  const { kind, state, phase, plannedFrom, plannedTo, actualFrom, actualTo } = outage
  const when = (instant: number) => momentFrom(now, instant)
  const begin = actualFrom ?? plannedFrom
  const end = day(begin) === day(plannedTo) ? timeOf(plannedTo) : when(plannedTo)
  if (state === 'cancelled') return { title: '停水已取消', until: `原定 ${when(plannedFrom)} 停水，现在不停了` }
  if (phase === 'over') return { title: '已恢复供水', until: `${when(actualTo ?? plannedTo)} 恢复` }
  if (phase === 'coming') return { title: '将要停水', until: `${when(plannedFrom)} 停，预计 ${end} 恢复` }
  const title = kind === 'emergency' ? '正在停水抢修' : '正在停水'
  const from = `${when(begin)} 停`
  const late = now > plannedTo
  return {
    title,
    until: late ? `${from}，原定 ${end} 恢复，还在抢修` : `${from}，预计 ${end} 恢复`,
  }
}
