import { lazy, Suspense } from 'react'
import './reports.css'

export interface Series {
  name: string
  colour: string
  /** Null where there is no figure: no bar is drawn. */
  values: readonly (number | null)[]
}

export interface ReportChartProps {
  /** What is compared: written above the chart, and read out. */
  title: string
  labels: readonly string[]
  series: readonly Series[]
  /** How a figure is written, at the bar and at the axis. */
  shown(value: number): string
  /** A line at what the trade asks for, with the words that say so. */
  wanted?: number
  wantedWords?: string
  /** Where the axis ends; else behind the largest figure. */
  most?: number
  /** The bars lie, each with its name before it: for names, which are longer than days. */
  lying?: boolean
  /** The figures of a label are parts of one bar. */
  stacked?: boolean
}

// What draws is large, and is only for those who look at charts.
const ReportChart = lazy(() => import('./ReportChart.tsx').then((chart) => ({ default: chart.ReportChart })))

/** Figures side by side. The table below says the same. */
export const Chart = (props: ReportChartProps) => (
  <figure className="chart">
    <figcaption>
      <b>{props.title}</b>
      {props.series.map(({ name, colour }) => (
        <span key={name}>
          <svg width="12" height="12" aria-hidden>
            <rect width="12" height="12" fill={colour} />
          </svg>{' '}
          {name}
        </span>
      ))}
      {props.wantedWords !== undefined && <span className="soft">虚线：{props.wantedWords}</span>}
    </figcaption>
    <Suspense fallback={<div className="drawing chart-coming" />}>
      <ReportChart {...props} />
    </Suspense>
  </figure>
)
