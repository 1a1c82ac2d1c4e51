import type { Dayjs } from 'dayjs'
import { type BusinessDate, businessDate } from '#core/kernel/businessDate.ts'

/** The day that was picked in a calendar. */
export const dayOf = (day: Dayjs): BusinessDate => businessDate(day.format('YYYY-MM-DD'))
