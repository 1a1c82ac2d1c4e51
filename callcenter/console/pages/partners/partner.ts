import type { Answer } from '../../hub/useAnswer.ts'

export const partnersKey = 'GET /api/staff/partners'
export type Partner = Answer<typeof partnersKey>[number]

const two = (value: number) => String(value).padStart(2, '0')
const timeOf = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`

/** `05:00-23:00`, `22:00-次日 04:00`, or `全天`. */
export function hoursWord({ serviceFrom, serviceTo }: Pick<Partner, 'serviceFrom' | 'serviceTo'>): string {
  if (serviceFrom === null || serviceTo === null) return '全天'
  return `${timeOf(serviceFrom)}-${serviceFrom > serviceTo ? '次日 ' : ''}${timeOf(serviceTo)}`
}

/** Minutes since midnight of `HH:MM`; null for whatever is no time. */
export function minuteIn(text: string | undefined): number | null {
  const [, hour, minute] = /^\s*(\d{1,2})[:：](\d{2})\s*$/.exec(text ?? '') ?? []
  if (hour === undefined || minute === undefined) return null
  const minutes = Number(hour) * 60 + Number(minute)
  return Number(minute) < 60 && minutes <= 1_440 ? minutes : null
}
