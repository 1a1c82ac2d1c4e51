import { maskName } from '#core/accounts/mask.ts'
import { type BusinessDate, dateOf } from '#core/kernel/businessDate.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Fen, fen } from '#core/kernel/fen.ts'
import type { StaffPrincipal } from '#core/staff/principal.ts'
import { scopeOf, unitIn } from '#core/staff/scope.ts'
import type { Bill } from './bill.ts'
import { feeOn, waiveFee } from './billFee.ts'
import type { LateFeeWaiver } from './lateFeeWaiver.ts'
import { loadTariffs, type TariffBook } from './loadTariffs.ts'

const most = 200

/** A waiver with what a person needs to decide on it. */
export interface ListedWaiver extends LateFeeWaiver {
  accountId: string
  accountNumber: string
  /** Masked. */
  accountName: string
  fromDate: BusinessDate
  toDate: BusinessDate
  billState: Bill['state']
  proposedByName: string | null
  decidedByName: string | null
  /** What is due of the fee today, and what would be after approval; null where nothing waits, or the bill is cancelled. */
  lateFee: Fen | null
  lateFeeAfter: Fen | null
}

type BillFields = Pick<Bill, 'amount' | 'paid' | 'feePaid' | 'feeMicro' | 'feeAccruedTo' | 'dueOn' | 'tariffId'>
type Row = Omit<ListedWaiver, 'waiver' | 'lateFee' | 'lateFeeAfter'> & { waiver: string } & BillFields

/**
 * Waivers of the units in which the principal may approve them: those that wait, the oldest first; others, the latest
 * decided first.
 */
export async function listWaivers(
  { database, clock }: { database: Database; clock: Clock },
  principal: Pick<StaffPrincipal, 'grants'>,
  state: LateFeeWaiver['state'] = 'proposed',
): Promise<ListedWaiver[]> {
  const scope = unitIn(scopeOf(principal, 'lateFee.approve'), 'a.unitId')
  const sequence = state === 'proposed' ? 'w.proposedAt, w.id' : 'w.decidedAt desc, w.id desc'
  const rows: Row[] = await database.read.query(
    `select w.id, w.billId, w.waiver, w.reason, w.state, w.proposedBy, w.proposedAt, w.decidedBy, w.decidedAt,
            b.accountId, b.fromDate, b.toDate, b.state as billState, b.amount, b.paid, b.feePaid, b.feeMicro,
            b.feeAccruedTo, b.dueOn, b.tariffId, a.number as accountNumber, c.name as accountName,
            p.name as proposedByName, d.name as decidedByName
       from late_fee_waiver w join bill b on b.id = w.billId join account a on a.id = b.accountId
       join customer c on c.id = a.customerId left join staff p on p.id = w.proposedBy
       left join staff d on d.id = w.decidedBy
      where w.state = ? and ${scope.sql} order by ${sequence} limit ${most}`,
    [state, ...scope.parameters],
  )
  const book = await loadTariffs(database.read)
  const today = dateOf(clock())
  return rows.map((row) => listed(row, book, today))
}

function listed(row: Row, book: TariffBook, today: BusinessDate): ListedWaiver {
  const { amount, paid, feePaid, feeMicro, feeAccruedTo, dueOn, tariffId, ...shown } = row
  const waiver = JSON.parse(row.waiver) as LateFeeWaiver['waiver']
  const fees = () => {
    // MySQL may answer a bigint as text.
    const bill = {
      amount: fen(Number(amount)),
      paid: fen(Number(paid)),
      feePaid: fen(Number(feePaid)),
      feeMicro: Number(feeMicro),
      feeAccruedTo,
      dueOn,
    }
    const policy = book.lateFee(tariffId)
    return {
      lateFee: feeOn(bill, policy, today).due,
      lateFeeAfter: feeOn({ ...bill, ...waiveFee(bill, waiver, policy, today) }, policy, today).due,
    }
  }
  const waits = row.state === 'proposed' && row.billState !== 'cancelled'
  return {
    ...shown,
    ...(waits ? fees() : { lateFee: null, lateFeeAfter: null }),
    waiver,
    accountName: maskName(row.accountName),
    proposedAt: Number(row.proposedAt),
    decidedAt: row.decidedAt === null ? null : Number(row.decidedAt),
  }
}
