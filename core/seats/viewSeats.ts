import type { SeatView } from '#core/contract/seats.ts'
import type { Database } from '#core/kernel/database.ts'
import type { Seat } from './seat.ts'

const columns = `s.seat, s.staffId, p.name as staffName, s.state, s.reason, s.since, s.until, s.pauseNext,
  case when s.contact is null then 0 else 1 end as registered, s.callId`
type Row = Omit<SeatView, 'registered' | 'since' | 'until'> & {
  registered: number
  since: string | number
  until: string | number | null
}

/** All seats in their sequence, or one. */
export async function viewSeats({ database }: { database: Database }, seat?: string): Promise<SeatView[]> {
  const rows: Row[] = await database.read.query(
    `select ${columns} from seat s left join staff p on p.id = s.staffId
      ${seat === undefined ? '' : 'where s.seat = ?'} order by length(s.seat), s.seat`,
    seat === undefined ? [] : [seat],
  )
  return rows.map((row) => ({
    ...row,
    registered: Number(row.registered) === 1,
    since: Number(row.since),
    until: row.until === null ? null : Number(row.until),
  }))
}

export async function viewSeat(deps: { database: Database }, seat: Pick<Seat, 'seat'>): Promise<SeatView> {
  const [view] = await viewSeats(deps, seat.seat)
  if (!view) throw new Error(`${seat.seat} is no seat any more`)
  return view
}

/** Seats with somebody at them. */
export const colleagues = async (deps: { database: Database }): Promise<SeatView[]> =>
  (await viewSeats(deps)).filter(({ staffId }) => staffId !== null)
