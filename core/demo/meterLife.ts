import { type BusinessDate, yearOf } from '#core/kernel/businessDate.ts'
import { newId } from '#core/kernel/id.ts'
import { type Litres, litres } from '#core/kernel/litres.ts'
import { judgeReading } from '#core/metering/judgeReading.ts'
import type { Meter, Reading, ReadingKind } from '#core/metering/meter.ts'

/** Who the demo's readings and runs are by. */
export const demoName = 'demoCity'

/** A meter as it turns, and what was read of it, newest first. */
export interface MeterLife {
  meter: Meter
  /** What has run through since it was put in, on top of what it showed then. */
  through: number
  readings: readonly Pick<Reading, 'readOn' | 'register' | 'volume'>[]
}

export const newLife = (meter: Meter): MeterLife => ({ meter, through: 0, readings: [] })

const cubicMetre = 1_000
const remembered = 13

/** By radio, or by somebody who walks the route. */
export type ReadBy = Extract<ReadingKind, 'remote' | 'actual'>

/** What the meter shows: a remote one to the litre, one that is looked at to the cubic metre. */
export function shown({ meter, through }: MeterLife, readBy: ReadBy): number {
  const register = (meter.installedAt + through) % meter.registerCapacity
  return readBy === 'remote' ? register : register - (register % cubicMetre)
}

/**
 * Reads a meter and judges the reading by the rules of metering. A strange one is accepted by somebody on the same day,
 * unless it is to wait for a `review`. `at` is when it is written down, epoch ms.
 */
export function readMeter(
  life: MeterLife,
  on: BusinessDate,
  how: { kind: ReadingKind; register: number; at: number; review: boolean },
): { reading: Reading; life: MeterLife } {
  const { meter, readings } = life
  const { kind, at, review } = how
  const register = litres(how.register)
  const { volume, reasons } = judgeReading({
    register,
    kind,
    last: lastRegister(life),
    registerCapacity: meter.registerCapacity,
    recent: readings.slice(0, 6).map((earlier) => earlier.volume),
    yearAgo: yearAgo(life, on),
  })
  const waits = review && reasons.length > 0
  const reviewed = reasons.length > 0 && !waits ? { reviewedBy: demoName, reviewedAt: at + 3_600_000 } : notReviewed
  const reading: Reading = {
    id: newId(at),
    accountId: meter.accountId,
    meterId: meter.id,
    readOn: on,
    register,
    kind,
    volume,
    state: waits ? 'review' : 'accepted',
    reasons,
    billId: null,
    recordedBy: demoName,
    recordedAt: at,
    ...reviewed,
  }
  return { reading, life: { ...life, readings: [reading, ...readings.slice(0, remembered - 1)] } }
}

const notReviewed = { reviewedBy: null, reviewedAt: null }

export const lastRegister = ({ meter, readings }: MeterLife): Litres => readings[0]?.register ?? meter.installedAt

/** A register that somebody guessed: the last one and the mean since, but never past what has really run through. */
export function estimated(life: MeterLife): number {
  const last = lastRegister(life)
  const real = shown(life, 'actual')
  const recent = life.readings.slice(0, 6)
  const total = recent.reduce((sum, { volume }) => sum + Math.max(volume, 0), 0)
  const guess = last + Math.round(total / Math.max(recent.length, 1) / cubicMetre) * cubicMetre
  return real < last ? real : Math.min(guess, real)
}

function yearAgo({ readings }: MeterLife, readOn: BusinessDate): Litres | null {
  const month = `${yearOf(readOn) - 1}${readOn.slice(4, 7)}`
  return readings.find((reading) => reading.readOn.startsWith(month))?.volume ?? null
}
