import { EntitySchema } from 'typeorm'
import { code, id, integer, optional, ref, refTo } from '#core/kernel/columns.ts'
import type { Seat, SeatChange } from './seat.ts'

export const SeatTable = new EntitySchema<Seat>({
  name: 'seat',
  columns: {
    seat: { ...code, primary: true },
    staffId: optional(refTo('seat', 'staffId', 'staff')),
    sessionId: optional(ref),
    state: code,
    reason: optional(code),
    since: integer,
    until: optional(integer),
    pauseNext: optional(code),
    contact: optional(code),
    contactAt: integer,
    freeSince: integer,
    callId: optional(ref),
    leg: optional(integer),
  },
  uniques: [{ name: 'seat_staff', columns: ['staffId'] }],
  indices: [
    { name: 'seat_call', columns: ['callId'] },
    { name: 'seat_session', columns: ['sessionId'] },
  ],
})

export const SeatChangeTable = new EntitySchema<SeatChange>({
  name: 'seat_change',
  columns: {
    id,
    seat: code,
    staffId: optional(refTo('seat_change', 'staffId', 'staff')),
    state: code,
    reason: optional(code),
    at: integer,
    callId: optional(ref),
  },
  indices: [
    { name: 'seat_change_staff', columns: ['staffId', 'at'] },
    { name: 'seat_change_at', columns: ['at'] },
  ],
})

export const seatTables = [SeatTable, SeatChangeTable]
