import { hoursInvalid } from './partners.errors.ts'

export interface ServiceHours {
  serviceFrom: number | null
  serviceTo: number | null
}

const minutesOfDay = 1440
const isMinute = (value: number) => Number.isInteger(value) && value >= 0 && value <= minutesOfDay

/** @throws DomainError `partner.hoursInvalid` when only one end is given, or one is no minute of a day */
export function requireHours({ serviceFrom, serviceTo }: ServiceHours): void {
  if (serviceFrom === null && serviceTo === null) return
  if (serviceFrom === null || serviceTo === null) throw hoursInvalid()
  if (!isMinute(serviceFrom) || !isMinute(serviceTo) || serviceFrom === serviceTo) throw hoursInvalid()
}

/** `minute` is that of the day in Asia/Shanghai. */
export function isServed({ serviceFrom, serviceTo }: ServiceHours, minute: number): boolean {
  if (serviceFrom === null || serviceTo === null) return true
  if (serviceFrom < serviceTo) return minute >= serviceFrom && minute < serviceTo
  return minute >= serviceFrom || minute < serviceTo
}
