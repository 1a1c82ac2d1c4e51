import { Box } from '../../elements'
import { number, tonnes } from '../../format/water.ts'
import type { Bill } from '../../hub/contract.ts'
import { useElderly } from '../../hub/useHub.ts'

const shown = { usual: 6, elderly: 5 }

/** The water of the newest bills as bars, the oldest first. The list below says the same in figures. */
export function YearChart({ bills }: { bills: readonly Bill[] }) {
  const most = useElderly() ? shown.elderly : shown.usual
  const newest = bills.filter(({ kind, state }) => kind === 'reading' && state !== 'cancelled').slice(0, most)
  const highest = Math.max(1, ...newest.map(({ volume }) => volume))
  const latest = newest[0]
  if (!latest) return <Box>还没有用水记录。</Box>
  const sentence = comparison(bills, latest)
  return (
    <Box className="year-chart">
      <Box>{sentence}</Box>
      <Box className="year-chart__drawing" role="img" label={`最近 ${newest.length} 次用水量柱图。${sentence}`}>
        {[...newest].reverse().map(({ id, volume, toDate }) => (
          <Box className="year-chart__month" key={id} hidden>
            <Box className="year-chart__figure">{number(volume)}</Box>
            <Box
              className="year-chart__bar"
              style={{ height: `${Math.max(2, Math.round((volume / highest) * 90))}px` }}
            />
            <Box className="year-chart__name">{Number(toDate.slice(5, 7))}月</Box>
          </Box>
        ))}
      </Box>
    </Box>
  )
}

/** With the bill that ended nearest to a year before, where there is one. */
function comparison(bills: readonly Bill[], latest: Bill): string {
  const yearBefore = `${Number(latest.toDate.slice(0, 4)) - 1}${latest.toDate.slice(4, 7)}`
  const before = bills.find(({ kind, toDate }) => kind === 'reading' && toDate.startsWith(yearBefore))
  const now = `最近一次用水 ${tonnes(latest.volume)}`
  if (!before) return `${now}。`
  const difference = latest.volume - before.volume
  if (difference === 0) return `${now}，和去年同期一样。`
  return `${now}，比去年同期${difference > 0 ? '多' : '少'} ${tonnes(Math.abs(difference))}。`
}
