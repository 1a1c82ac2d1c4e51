import type { z } from 'zod'
import type { ServiceDay } from '#core/contract/calls.ts'
import { percent } from '../../format/words.ts'
import { colours } from '../../look/theme.ts'

type Day = z.output<typeof ServiceDay>

const size = { width: 1000, height: 190, left: 40, right: 8, top: 12, bottom: 24 }
const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom }
const most = 1_000_000
/** What the trade asks for. */
const wanted = 800_000

const y = (ppm: number) => size.top + inner.height * (1 - ppm / most)

/** Two bars a day: how many were answered within 15 seconds, and how many gave up. The table below says the same. */
export function DayChart({ days }: { days: readonly Day[] }) {
  const step = inner.width / Math.max(1, days.length)
  const bar = Math.min(28, step * 0.36)
  const every = Math.ceil(days.length / 14)
  const bars = [
    { of: 'answeredIn15sPpm', name: '15 秒接听率', colour: colours.primary, shift: -1 },
    { of: 'abandonedPpm', name: '放弃率', colour: colours.danger, shift: 0 },
  ] as const
  return (
    <figure className="chart">
      <figcaption>
        {bars.map(({ name, colour }) => (
          <span key={name}>
            <svg width="12" height="12" aria-hidden>
              <rect width="12" height="12" fill={colour} />
            </svg>{' '}
            {name}
          </span>
        ))}
        <span className="soft">虚线：15 秒接听率目标 80%</span>
      </figcaption>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label="每日 15 秒接听率和放弃率">
        {[0, 250_000, 500_000, 750_000, most].map((ppm) => (
          <g key={ppm}>
            <line x1={size.left} x2={size.width - size.right} y1={y(ppm)} y2={y(ppm)} stroke={colours.line} />
            <text x={size.left - 6} y={y(ppm) + 4} textAnchor="end" fontSize="11" fill={colours.soft}>
              {ppm / 10_000}%
            </text>
          </g>
        ))}
        <line
          x1={size.left}
          x2={size.width - size.right}
          y1={y(wanted)}
          y2={y(wanted)}
          stroke={colours.success}
          strokeDasharray="6 4"
        />
        {days.map((day, index) => {
          const middle = size.left + step * (index + 0.5)
          return (
            <g key={day.date}>
              {bars.map(({ of, name, colour, shift }) => {
                const value = day[of]
                return (
                  value !== null && (
                    <rect
                      key={of}
                      x={middle + shift * bar}
                      y={y(value)}
                      width={bar - 2}
                      height={Math.max(1, y(0) - y(value))}
                      fill={colour}
                    >
                      <title>{`${day.date} ${name} ${percent(value)}`}</title>
                    </rect>
                  )
                )
              })}
              {index % every === 0 && (
                <text x={middle} y={size.height - 8} textAnchor="middle" fontSize="11" fill={colours.soft}>
                  {day.date.slice(5)}
                </text>
              )}
            </g>
          )
        })}
      </svg>
    </figure>
  )
}
