import type { SeatView } from '#core/contract/seats.ts'
import { duration } from '../../format/moment.ts'
import { seatWord } from '../../format/words.ts'

const seatName = (seat: string) => `${seat.replace(/\D/g, '')} 号座席`

export const BoardSeats = ({ seats, now }: { seats: readonly SeatView[]; now: number }) => (
  <section aria-label="座席">
    <h2>座席</h2>
    {seats.length === 0 && <p className="soft">还没有座席；在电话交换机上登记后列在这里</p>}
    <ul className="seats">
      {seats.map((seat) => (
        <li key={seat.seat} className={`seat seat-${seat.state}`} data-seat={seat.seat} data-state={seat.state}>
          <span className="soft">{seatName(seat.seat)}</span>
          <b className="seat-who">{seat.staffName ?? '空位'}</b>
          <span>
            {seatWord(seat)}
            {seat.state !== 'offline' && <span className="figures"> {duration(now - seat.since)}</span>}
          </span>
          {seat.staffId !== null && !seat.registered && <span className="owed">话机不在线</span>}
        </li>
      ))}
    </ul>
  </section>
)
