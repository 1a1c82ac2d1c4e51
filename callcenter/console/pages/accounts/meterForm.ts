import { type Litres, litres, tonnes } from '#core/kernel/litres.ts'
import type { Answer } from '../../hub/useAnswer.ts'
import type { Reading } from './meterWords.ts'

export type Meter = Answer<'GET /api/staff/accounts/:accountId'>['meters'][number]

/** Of what was typed in cubic metres. */
export const litresOf = (typed: number): Litres => litres(Math.round(typed * 1_000))

/** Of one meter those that count, the newest first; `readings` are in that sequence. */
export const readingsOf = (readings: readonly Reading[], meterId: string): Reading[] =>
  readings.filter((reading) => reading.meterId === meterId && reading.state !== 'rejected')

/** Of the meters that a meter came after those that count, the newest first. */
export function readingsBefore(readings: readonly Reading[], meters: readonly Meter[], meter: Meter): Reading[] {
  const gone = new Set(
    meters.flatMap(({ id, removedOn }) =>
      id !== meter.id && removedOn !== null && removedOn <= meter.installedOn ? [id] : [],
    ),
  )
  return readings.filter(({ meterId, state }) => gone.has(meterId) && state !== 'rejected')
}

const digits = [4, 5, 6, 7]

/** By how many digits a register has for cubic metres; `also` is one that a meter has already. */
export function capacityOptions(also?: Litres): { value: Litres; label: string }[] {
  const usual = digits.map((count) => {
    const value = litres(10 ** count * 1_000)
    return { value, label: `${count} 位（满 ${(value / 1_000).toLocaleString('zh-CN')} 吨回零）` }
  })
  const isUsual = also === undefined || usual.some(({ value }) => value === also)
  return isUsual ? usual : [{ value: also, label: `满 ${tonnes(also)}回零` }, ...usual]
}

/** Whole litres, and below what the register can show. */
export const withinRegister = (capacity: Litres | undefined) => ({
  validator(_: unknown, typed: number | null | undefined) {
    if (typed === null || typed === undefined) return Promise.resolve()
    if (Math.abs(typed * 1_000 - litresOf(typed)) > 1e-6) return Promise.reject(new Error('最多三位小数'))
    if (capacity === undefined || typed * 1_000 < capacity) return Promise.resolve()
    return Promise.reject(new Error(`要小于表盘满量程 ${tonnes(capacity)}`))
  },
})
