import { BarChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { colours } from '../../look/theme.ts'
import type { ReportChartProps } from './Chart.tsx'

use([BarChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

const fontFamily = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
/** Of a lying chart, px: what a name and its bar need. */
const rowHeight = 30
const standingHeight = 220
const around = 44

const heightOf = ({ labels, lying = false }: ReportChartProps) =>
  lying ? around + rowHeight * Math.max(labels.length, 2) : standingHeight

function optionOf({ labels, series, shown, wanted, most, lying = false, stacked = false }: ReportChartProps) {
  const names = {
    type: 'category' as const,
    data: [...labels],
    inverse: lying,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.soft, ...(lying && { width: 150, overflow: 'truncate' as const }) },
  }
  const figures = {
    type: 'value' as const,
    minInterval: 1,
    ...(most !== undefined && { max: most }),
    axisLabel: { color: colours.soft, formatter: shown },
    splitLine: { lineStyle: { color: colours.line } },
  }
  const across = lying ? 'xAxis' : 'yAxis'
  const line = wanted !== undefined && {
    markLine: {
      silent: true,
      symbol: 'none',
      label: { show: false },
      lineStyle: { color: colours.success, type: 'dashed' as const },
      data: [{ [across]: wanted }],
    },
  }
  return {
    animation: false,
    textStyle: { fontFamily },
    grid: { left: lying ? 170 : 64, right: 24, top: 12, bottom: 28 },
    xAxis: lying ? figures : names,
    yAxis: lying ? names : figures,
    // The page's policy forbids styles in markup, which the other tooltip is made of.
    tooltip: {
      renderMode: 'richText' as const,
      trigger: 'axis' as const,
      axisPointer: { type: 'shadow' as const },
      formatter(given: unknown) {
        const [{ dataIndex = -1 } = {}] = given as { dataIndex?: number }[]
        const told = series.map(({ name, values }) => {
          const value = values[dataIndex] ?? null
          return `${name} ${value === null ? '—' : shown(value)}`
        })
        return [labels[dataIndex] ?? '', ...told].join('\n')
      },
    },
    series: series.map(({ name, colour, values }, index) => ({
      type: 'bar' as const,
      name,
      barMaxWidth: 26,
      ...(stacked && { stack: 'all' }),
      itemStyle: { color: colour },
      data: values.map((value) => value ?? '-'),
      ...(index === 0 && line),
    })),
  }
}

/** A bar for each figure, from the library that draws; loaded by `Chart` when there is something to draw. */
export function ReportChart(props: ReportChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init>>(null)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const drawn = init(element, null, { renderer: 'svg' })
    chart.current = drawn
    const watch = new ResizeObserver(() => drawn.resize())
    watch.observe(element)
    return () => {
      watch.disconnect()
      drawn.dispose()
    }
  }, [])
  useEffect(() => chart.current?.setOption(optionOf(props), { notMerge: true }))
  return <div ref={place} className="drawing" role="img" aria-label={props.title} style={{ height: heightOf(props) }} />
}
