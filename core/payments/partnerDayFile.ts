import type { EntityManager } from 'typeorm'
import type { BusinessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Fen, decimalYuan, fen } from '#core/kernel/fen.ts'
import { PartnerDayTable } from './payment.table.ts'
import { dayNotClosed } from './payments.errors.ts'

/** One line of a partner's day: money in, or taken back (its amount is negative then). */
export interface DayLine {
  serial: string
  accountNumber: string
  amount: Fen
  subChannel: string | null
  type: 'pay' | 'reverse'
}

/** A query, or a step when given a transaction: a partner's transactions of a day, in their sequence. */
export async function listPartnerDay(manager: EntityManager, channel: string, day: BusinessDate): Promise<DayLine[]> {
  const rows: {
    serial: string
    accountNumber: string
    amount: number
    subChannel: string | null
    type: DayLine['type']
  }[] = await manager.query(
    `select r.transactionId as serial, a.number as accountNumber, r.amount, r.subChannel, 'pay' as type, r.id as sortId
         from receipt r join account a on a.id = r.accountId where r.channel = ? and r.bookedOn = ?
       union all
       select v.transactionId, a.number, -v.amount, r.subChannel, 'reverse', v.id
         from reversal v join receipt r on r.id = v.receiptId join account a on a.id = r.accountId
        where v.channel = ? and v.bookedOn = ? order by sortId`,
    [channel, day, channel, day],
  )
  return rows.map(({ serial, accountNumber, amount, subChannel, type }) => ({
    serial,
    accountNumber,
    amount: fen(amount),
    subChannel,
    type,
  }))
}

/** How many lines, and what they come to together in fen. */
export const totalsOf = (lines: readonly DayLine[]): { count: number; total: number } => ({
  count: lines.length,
  total: lines.reduce((total, line) => total + line.amount, 0),
})

/**
 * The file of a closed day: `count|total`, then `date|serial|account|amount|sub-channel|type` a line, amounts in yuan.
 * @throws DomainError `partnerDay.notClosed`
 */
export async function partnerDayFile(
  { database }: { database: Database },
  channel: string,
  day: BusinessDate,
): Promise<string> {
  if (!(await database.read.existsBy(PartnerDayTable, { channel, businessDate: day }))) throw dayNotClosed()
  const lines = await listPartnerDay(database.read, channel, day)
  const { count, total } = totalsOf(lines)
  const date = day.replaceAll('-', '')
  const rows = lines.map(({ serial, accountNumber, amount, subChannel, type }) =>
    [date, serial, accountNumber, decimalYuan(amount), subChannel ?? '', type].join('|'),
  )
  return [`${count}|${decimalYuan(fen(total))}`, ...rows, ''].join('\n')
}
