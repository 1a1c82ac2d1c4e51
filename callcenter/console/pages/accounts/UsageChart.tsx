import { BarChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { litres, tonnes } from '#core/kernel/litres.ts'
import { colours } from '../../look/theme.ts'
import type { Reading } from './meterWords.ts'
import { type Use, usageOf } from './usage.ts'

use([BarChart, GridComponent, TooltipComponent, SVGRenderer])

const estimated = '#8FB8D8'

const optionOf = (uses: readonly Use[]) => ({
  animation: false,
  grid: { left: 56, right: 16, top: 12, bottom: 28 },
  xAxis: {
    type: 'category' as const,
    data: uses.map(({ readOn }) => readOn.slice(2)),
    axisLabel: { color: colours.soft },
    axisLine: { lineStyle: { color: colours.line } },
  },
  yAxis: {
    type: 'value' as const,
    axisLabel: { color: colours.soft },
    splitLine: { lineStyle: { color: colours.line } },
  },
  // The page's policy forbids styles in markup, which the other tooltip is made of.
  tooltip: {
    renderMode: 'richText' as const,
    trigger: 'axis' as const,
    formatter: (given: unknown) => {
      const [first] = given as { dataIndex: number }[]
      const one = uses[first?.dataIndex ?? -1]
      return one ? `${one.readOn}\n${tonnes(one.volume)}${one.read ? '' : '（估抄）'}` : ''
    },
  },
  series: [
    {
      type: 'bar' as const,
      barMaxWidth: 28,
      data: uses.map(({ volume, read }) => ({
        value: volume / 1000,
        itemStyle: { color: read ? colours.primary : estimated },
      })),
    },
  ],
})

/** A bar for every reading, in tonnes; estimates are paler. The table says the same. */
export function UsageChart({ readings }: { readings: readonly Reading[] }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const chart = init(element, null, { renderer: 'svg' })
    chart.setOption(optionOf(usageOf(readings)))
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(element)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [readings])
  const uses = usageOf(readings)
  return (
    <figure className="chart">
      <figcaption>
        <span>每次抄表的用水量（吨）</span>
        <span className="soft">浅色为估抄</span>
      </figcaption>
      <div
        ref={place}
        className="drawing"
        role="img"
        aria-label={`用水量，${uses.length} 次抄表，最近一次 ${tonnes(uses.at(-1)?.volume ?? litres(0))}`}
      />
    </figure>
  )
}
