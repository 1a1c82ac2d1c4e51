import dayjs, { type Dayjs } from 'dayjs'
import { moment } from '../format/moment.ts'

// Fields show what the clock in Shanghai shows, wherever the machine believes to be.

export const instantOf = (time: Dayjs): number => Date.parse(`${time.format('YYYY-MM-DDTHH:mm')}:00+08:00`)
export const dayjsOf = (instant: number): Dayjs => dayjs(moment(instant))
export const dateIn = (date: string): Dayjs => dayjs(date)
